// The exchanges of one side, oldest first, and which of them is looked at.
const MOST = 200; // exchanges kept; the oldest go first

export class History extends EventTarget {
  #entries = [];
  #count = 0;
  #selected = null;

  constructor(side) {
    super();
    side.addEventListener("begin", () => this.clear());
    side.addEventListener("exchanges", ({ detail }) => this.add(detail.exchanges));
  }

  /** [{number, exchange}, …] */
  get entries() {
    return this.#entries;
  }

  /** The entry that is looked at, or null. */
  get selected() {
    return this.#selected;
  }

  /** Add what one request led to, and look at the last of it. */
  add(exchanges) {
    for (const exchange of exchanges) {
      this.#count += 1;
      this.#entries.push({ number: this.#count, exchange });
    }
    this.#entries.splice(0, this.#entries.length - MOST);
    this.select(this.#count);
  }

  clear() {
    this.#entries = [];
    this.#count = 0;
    this.#selected = null;
    this.dispatchEvent(new Event("change"));
  }

  /** Look at the exchange with this number. */
  select(number) {
    this.#selected = this.#entries.find((entry) => entry.number === number) ?? this.#selected;
    this.dispatchEvent(new Event("change"));
  }
}

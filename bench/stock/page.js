// The least page that runs a twin on stock Pyodide: a worker a side, both started at once. It begins
// by itself, and says in `window.answered` when both first responses were on the page (ms since the
// navigation began).
const { archives, sides } = JSON.parse(document.getElementById("twin").textContent);

function answerOf({ program, request }) {
  return new Promise((resolve, reject) => {
    const worker = new Worker("/worker.js", { type: "module" });
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }) => {
      if (data.failed) reject(new Error(data.failed));
      const { status, reason, text } = data.answer.exchanges.at(-1).response;
      document.getElementById(program.framework).textContent = `${status} ${reason} ${text}`;
      resolve(status);
    };
    worker.postMessage({ archive: archives[program.framework], program, request });
  });
}

window.answered = Promise.all(sides.map(answerOf)).then((statuses) => {
  if (statuses.some((status) => status !== 200)) throw new Error(`answered ${statuses}`);
  return performance.now();
});

// A link that holds code. It is all in the fragment, which browsers don't send: the server never sees
// what learners share, and opening a link runs nothing.
const PREFIX = "#code=";
const MOST = 1_000_000; // characters of JSON

async function squeezed(bytes, stream) {
  const response = new Response(new Blob([bytes]).stream().pipeThrough(stream));
  return new Uint8Array(await response.arrayBuffer());
}

function toText(bytes) {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function toBytes(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
}

/** `shared`: {block, sides: framework → changes} → a link to this page that holds it. */
export async function linkFor(shared) {
  const bytes = new TextEncoder().encode(JSON.stringify(shared));
  const packed = await squeezed(bytes, new CompressionStream("deflate-raw"));
  const { origin, pathname } = location;
  return `${origin}${pathname}${PREFIX}${toText(packed)}`;
}

/** What a page's fragment holds: {block, sides}, or null if that is no shared code. */
export async function sharedIn(hash) {
  if (!hash.startsWith(PREFIX)) return null;
  try {
    const packed = toBytes(hash.slice(PREFIX.length));
    const bytes = await squeezed(packed, new DecompressionStream("deflate-raw"));
    return checked(JSON.parse(new TextDecoder().decode(bytes.slice(0, MOST))));
  } catch {
    return { broken: true };
  }
}

/** Somebody else made this: only what has the right shape is taken. */
function checked({ block, sides }) {
  const found = {};
  for (const framework of ["flask", "django", "python"]) {
    const files = Object.entries(sides?.[framework] ?? {});
    found[framework] = Object.fromEntries(
      files.filter(([, text]) => text === null || typeof text === "string"),
    );
  }
  return typeof block === "string" ? { block, sides: found } : { broken: true };
}

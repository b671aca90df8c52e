// Password hashing for the browser's Python, whose hashlib has neither scrypt nor pbkdf2_hmac. The
// harness imports this object as the module `sidebyside`; results are those of OpenSSL, bit by bit.

import { sha1 } from "@noble/hashes/legacy.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { scrypt } from "@noble/hashes/scrypt.js";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";

const FUNCTIONS = { sha1, sha224, sha256, sha384, sha512 };

/** Bytes from Python arrive as a proxy: copy them out, and let go of the proxy. */
function bytesOf(value) {
  if (value instanceof Uint8Array) return value;
  const bytes = value.toJs();
  value.destroy?.();
  return bytes;
}

export const hashes = {
  scrypt(password, salt, n, r, p, dkLen) {
    return scrypt(bytesOf(password), bytesOf(salt), { N: n, r, p, dkLen, maxmem: 2 ** 31 });
  },
  pbkdf2(name, password, salt, rounds, dkLen) {
    return pbkdf2(FUNCTIONS[name], bytesOf(password), bytesOf(salt), { c: rounds, dkLen });
  },
  names: Object.keys(FUNCTIONS),
};

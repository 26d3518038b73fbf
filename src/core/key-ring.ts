import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { currentClock } from "./clock.ts";
import { slot } from "./context.ts";
import { milliseconds, type Duration } from "./duration.ts";
import { BAD_KEYS } from "./errors.ts";

export interface TokenOptions {
  /** How long the token holds. Default: for ever, that is until its key is taken away. */
  readonly expiresIn?: Duration;
}

/** Signs and encrypts texts that leave the process and come back: cookies, links, tokens. */
export interface KeyRing {
  /** The text, readable by everybody, with a signature (HMAC-SHA256). Safe in cookies and URLs. */
  sign(purpose: string, text: string, options?: TokenOptions): string;
  /** The text, or undefined when it was changed, is of another purpose or key, or is over. */
  unsign(purpose: string, token: string): string | undefined;
  /** The text, encrypted and authenticated (AES-256-GCM). Safe in cookies and URLs. */
  seal(purpose: string, text: string, options?: TokenOptions): string;
  /** The text, or undefined when it was changed, is of another purpose or key, or is over. */
  unseal(purpose: string, token: string): string | undefined;
}

/** The key ring that holds here; the app sets it. */
export const currentKeys = slot<KeyRing>("keys");

/** Fewest characters of a key: 32 of base64url are 192 bits. */
const SHORTEST_KEY = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Makes a key ring. The first key signs and encrypts; all verify and decrypt, so that a new key is put
 * in front and the old one taken away when its tokens are over.
 *
 * A token of one purpose is worthless for another: each has keys of its own, derived by HKDF-SHA256.
 *
 * @param keys Unguessable texts of at least 32 characters: `openssl rand -base64 48`.
 * @throws `CORE_BAD_KEYS`
 * @example
 * const keys = keyRing(["…"]);
 * const token = keys.sign("unsubscribe", "user:7", { expiresIn: "30d" });
 * keys.unsign("unsubscribe", token); // "user:7"
 */
export function keyRing(keys: readonly string[]): KeyRing {
  if (keys.length === 0) throw BAD_KEYS("there is none");
  keys.forEach(checkKey);
  const derived = new Map<string, Buffer[]>();
  const derive = (use: "sign" | "seal", purpose: string): Buffer[] => {
    const name = `quintet:${use}:${purpose}`;
    let found = derived.get(name);
    if (found === undefined) derived.set(name, (found = keys.map((key) => keyOf(key, name))));
    return found;
  };
  return {
    sign: (purpose, text, options) =>
      signWith(derive("sign", purpose)[0]!, withExpiry(text, options)),
    unsign: (purpose, token) => opened(derive("sign", purpose), token, unsignWith),
    seal: (purpose, text, options) =>
      sealWith(derive("seal", purpose)[0]!, withExpiry(text, options)),
    unseal: (purpose, token) => opened(derive("seal", purpose), token, unsealWith),
  };
}

function checkKey(key: unknown, index: number): void {
  const at = `number ${index + 1}`;
  if (typeof key !== "string") throw BAD_KEYS(`${at} is not a text`);
  if (key.length < SHORTEST_KEY) throw BAD_KEYS(`${at} has ${key.length} characters`);
  if (new Set(key).size < SHORTEST_KEY / 4) {
    throw BAD_KEYS(`${at} has only ${new Set(key).size} different characters`);
  }
}

function keyOf(key: string, name: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "", name, 32));
}

/** The moment when it is over (epoch seconds, base 36; empty for never) stands before the text. */
function withExpiry(text: string, options: TokenOptions = {}): Buffer {
  const { expiresIn } = options;
  const over = expiresIn && Math.ceil((currentClock().epochMs() + milliseconds(expiresIn)) / 1000);
  return Buffer.from(`${over === undefined ? "" : over.toString(36)}.${text}`);
}

function opened(
  keys: readonly Buffer[],
  token: string,
  open: (key: Buffer, token: string) => Buffer | undefined,
): string | undefined {
  for (const key of keys) {
    const content = open(key, token)?.toString();
    if (content !== undefined) return withoutExpiry(content);
  }
  return undefined;
}

function withoutExpiry(content: string): string | undefined {
  const dot = content.indexOf(".");
  const over = content.slice(0, dot);
  const isOver = over !== "" && parseInt(over, 36) * 1000 <= currentClock().epochMs();
  return isOver ? undefined : content.slice(dot + 1);
}

function signWith(key: Buffer, content: Buffer): string {
  return `${content.toString("base64url")}.${macOf(key, content).toString("base64url")}`;
}

function unsignWith(key: Buffer, token: string): Buffer | undefined {
  const dot = token.indexOf(".");
  if (dot === -1) return undefined;
  const content = bytesOf(token.slice(0, dot));
  const mac = bytesOf(token.slice(dot + 1));
  if (content === undefined || mac === undefined) return undefined;
  const expected = macOf(key, content);
  return mac.length === expected.length && timingSafeEqual(mac, expected) ? content : undefined;
}

function macOf(key: Buffer, content: Buffer): Buffer {
  return createHmac("sha256", key).update(content).digest();
}

function sealWith(key: Buffer, content: Buffer): string {
  // Random nonces of 96 bits are safe for 2³² texts a key (NIST SP 800-38D, 8.3).
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const body = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
}

function unsealWith(key: Buffer, token: string): Buffer | undefined {
  const bytes = bytesOf(token);
  if (bytes === undefined || bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined;
  const tagEnd = NONCE_BYTES + TAG_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, tagEnd));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(tagEnd)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** Only the one canonical form of the bytes is accepted, so that a token cannot be written in two ways. */
function bytesOf(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? bytes : undefined;
}

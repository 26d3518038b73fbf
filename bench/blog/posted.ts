import type { IncomingMessage } from "node:http";

/** What both references read of a post that is sent, with the checks that the blog makes. */
export interface Posted {
  readonly title: string;
  readonly content: string;
  readonly categoryId: number | null;
  readonly tagNames: readonly string[];
}

export class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const MOST_BYTES = 1 << 20;
const KNOWN = new Set(["title", "content", "category_id", "tag_names"]);

export async function readPost(request: IncomingMessage): Promise<Posted> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MOST_BYTES) throw new Refused(413, "The body is too long.");
    parts.push(part);
  }
  try {
    return checkPost(JSON.parse(Buffer.concat(parts).toString()));
  } catch (error) {
    throw error instanceof Refused ? error : new Refused(400, "The body is not JSON.");
  }
}

export function checkPost(body: Record<string, unknown>): Posted {
  const { title, content, category_id: categoryId = null, tag_names: tagNames = [] } = body;
  if (!isText(title, 200) || !isText(content, 100_000)) throw new Refused(400, "Not a post.");
  if (categoryId !== null && !Number.isSafeInteger(categoryId))
    throw new Refused(400, "Not a category.");
  if (!Array.isArray(tagNames) || !tagNames.every((name) => isText(name, 50)))
    throw new Refused(400, "Not names of tags.");
  if (!Object.keys(body).every((key) => KNOWN.has(key))) throw new Refused(400, "Unknown field.");
  return { title, content, categoryId: categoryId as number | null, tagNames };
}

function isText(value: unknown, max: number): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= max;
}

export function slugOf(title: string): string {
  return title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

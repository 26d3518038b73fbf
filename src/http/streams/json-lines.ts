import { HttpResponse } from "../answers/response.ts";

/**
 * Answers with one JSON value a line (`application/x-ndjson`), each sent when the client has taken those
 * before it: for lists that are too long to hold.
 *
 * An error on the way cuts the connection, since the status has been sent: the client sees a broken answer,
 * never a short one that looks whole.
 *
 * @example
 * get("/export", () => jsonLines(Post.stream()))
 */
export function jsonLines(source: AsyncIterable<unknown> | Iterable<unknown>): HttpResponse {
  return new HttpResponse(200, linesOf(source), {
    "content-type": "application/x-ndjson; charset=utf-8",
  });
}

async function* linesOf(
  source: AsyncIterable<unknown> | Iterable<unknown>,
): AsyncGenerator<string, void> {
  for await (const value of source) yield `${JSON.stringify(value)}\n`;
}

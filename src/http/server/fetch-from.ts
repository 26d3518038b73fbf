import type { FastifyInstance } from "fastify";

/** Has a server answer a request without a socket. */
export async function fetchFrom(fastify: FastifyInstance, request: Request): Promise<Response> {
  const { pathname, search, host } = new URL(request.url);
  const payload = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
  const answer = await fastify.inject({
    method: request.method as "GET",
    url: `${pathname}${search}`,
    headers: { host, ...Object.fromEntries(request.headers) },
    ...(payload !== undefined && { payload }),
    payloadAsStream: true,
    signal: request.signal,
  });
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const one of [value].flat()) if (one !== undefined) headers.append(name, String(one));
  }
  const status = answer.statusCode;
  const isEmpty = request.method === "HEAD" || status === 204 || status === 304;
  const stream = answer.stream();
  if (isEmpty) stream.resume();
  // Not Readable.toWeb: on Node 24 it throws when the reader cancels while a chunk is on its way.
  const body = isEmpty ? null : ReadableStream.from<Uint8Array>(stream);
  return new Response(body, { status, statusText: answer.statusMessage, headers });
}

import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { requestRefused } from "../handling/facts.ts";
import { PROBLEM_TYPE } from "../answers/problem.ts";

/** Answers bytes that Node's parser could not read, and closes the connection. Logs nothing. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  const reason = error.code ?? "";
  if (reason === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, code, detail] = refusalOf(reason);
  requestRefused.publish(() => ({ status, reason, address: socket.remoteAddress ?? "" }));
  const title = STATUS_CODES[status];
  const body = JSON.stringify({ type: "about:blank", title, status, detail, code });
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\ncontent-type: ${PROBLEM_TYPE}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  );
}

function refusalOf(reason: string): [status: number, code: string, detail: string] {
  switch (reason) {
    case "HPE_HEADER_OVERFLOW":
      return [431, "HTTP_HEADERS_TOO_LARGE", "The headers are too large."];
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return [408, "HTTP_REQUEST_SLOW", "The request has not arrived in time."];
    default:
      return [400, "HTTP_REQUEST_INVALID", "This is no HTTP request."];
  }
}

import type { Socket } from "node:net";
import type { QuintetError } from "../../core/index.ts";
import { HEADERS_TOO_LARGE, REQUEST_INVALID, REQUEST_SLOW } from "../errors.ts";
import { statusText } from "../node-http.ts";
import { requestRefused } from "../handling/facts.ts";
import { PROBLEM_TYPE } from "../answers/problem.ts";

/** Answers bytes that Node's parser could not read, and closes the connection. Logs nothing. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  const reason = error.code ?? "";
  if (reason === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, code, message: detail } = refusalOf(reason);
  requestRefused.publish(() => ({ status, reason, address: socket.remoteAddress ?? "" }));
  const title = statusText(status);
  const body = JSON.stringify({ type: "about:blank", title, status, detail, code });
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\ncontent-type: ${PROBLEM_TYPE}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  );
}

function refusalOf(reason: string): QuintetError {
  switch (reason) {
    case "HPE_HEADER_OVERFLOW":
      return HEADERS_TOO_LARGE();
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return REQUEST_SLOW();
    default:
      return REQUEST_INVALID("this is no HTTP");
  }
}

/** A Content-Type taken apart, in lower case. */
export interface ContentType {
  /** `"application/json"` */
  readonly type: string;
  /** Undefined where none is named. */
  readonly charset: string | undefined;
  /** As it was sent: multipart needs its boundary. */
  readonly header: string;
}

const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]*)"?/i;

/** Reads a Content-Type. Odd ones give a type that is on no list. */
export function parseContentType(header: string): ContentType {
  const end = header.indexOf(";");
  const type = (end === -1 ? header : header.slice(0, end)).trim().toLowerCase();
  const charset = end === -1 ? undefined : CHARSET.exec(header)?.[1]?.toLowerCase();
  return { type, charset, header };
}

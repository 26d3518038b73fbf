import { isUtf8 } from "node:buffer";
import { BODY_INVALID } from "../errors.ts";

const BYTE_ORDER_MARK = "\ufeff";

/** @throws `HTTP_BODY_INVALID` */
export function textOfUtf8(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw BODY_INVALID("it is not UTF-8");
  const text = bytes.toString("utf8");
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

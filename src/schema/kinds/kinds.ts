import type { FieldType } from "../field.ts";
import { bytesKind, jsonKind } from "./data-kinds.ts";
import type { Kind } from "./kind.ts";
import { bigintKind, boolKind, decimalKind, floatKind, intKind } from "./number-kinds.ts";
import { choiceKind, emailKind, slugKind, textKind, urlKind, uuidKind } from "./text-kinds.ts";
import { dateKind, datetimeKind, timeKind } from "./time-kinds.ts";

/** What each type of field means. Lists and typed JSON have parts and are no kinds; see `structure.ts`. */
export const KINDS: Readonly<Record<Exclude<FieldType, "list">, Kind>> = {
  text: textKind,
  slug: slugKind,
  email: emailKind,
  url: urlKind,
  uuid: uuidKind,
  int: intKind,
  bigint: bigintKind,
  float: floatKind,
  decimal: decimalKind,
  bool: boolKind,
  date: dateKind,
  time: timeKind,
  datetime: datetimeKind,
  json: jsonKind,
  choice: choiceKind,
  bytes: bytesKind,
};

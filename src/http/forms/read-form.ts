import type { Field, Problem, Shape, Validated } from "../../schema/index.ts";
import { parseContentType } from "../input/content-type.ts";
import { BODY_TYPE_REFUSED } from "../errors.ts";
import { parseQueryString } from "../input/query-string.ts";
import type { HttpRequest } from "../input/request.ts";
import { DEFAULT_LIMITS, type MultipartLimits } from "../uploads/multipart-parts.ts";
import { readMultipart, type MultipartForm } from "../uploads/read-multipart.ts";
import { uploadProblems, uploadValue, type Upload } from "../uploads/upload.ts";

export type Uploads = Readonly<Record<string, Upload>>;
export type RawFields = Readonly<Record<string, string | readonly string[]>>;
export type RawForm = Pick<MultipartForm, "fields" | "files">;

const URLENCODED = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data";

/**
 * Reads the body of a form, whatever of the two ways browsers have of sending one.
 *
 * @throws `HTTP_BODY_TYPE_REFUSED` (415) and what reading may throw
 */
export async function readForm(
  request: HttpRequest,
  files: Uploads,
): Promise<RawForm & Partial<AsyncDisposable>> {
  const header = request.header("content-type");
  const { type } = parseContentType(header ?? "");
  if (type === MULTIPART) {
    return readMultipart(request.raw, header!, limitsOf(files, request.route.limits.bodyLimit));
  }
  if (type !== URLENCODED) throw BODY_TYPE_REFUSED(header, [URLENCODED, MULTIPART]);
  return { fields: parseQueryString(await request.text()), files: {} };
}

/** Checks what a form sent, field by field and file by file. */
export function checkForm(
  { fields, files }: RawForm,
  shape: Shape,
  uploads: Uploads,
): Validated<Record<string, unknown>> {
  const result = shape.validate(prepared(fields, shape.fields), { from: "text" });
  const problems: Problem[] = result.ok ? [] : [...result.problems];
  const value: Record<string, unknown> = result.ok ? { ...(result.value as object) } : {};
  for (const [name, rule] of Object.entries(uploads)) {
    problems.push(...uploadProblems(name, rule, files[name]));
    value[name] = uploadValue(rule, files[name]);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value };
}

/** What browsers send, as what it means: they send empty texts for nothing, and nothing for an empty box. */
function prepared(
  raw: RawFields,
  fields: Readonly<Record<string, Field>>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = preparedValue(raw[name], field);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function preparedValue(raw: string | readonly string[] | undefined, { facts }: Field): unknown {
  const isEmpty = raw === undefined || raw === "";
  if (facts.type === "bool") return isEmpty ? "false" : raw;
  if (facts.type === "list") return isEmpty ? [] : listValue(raw, facts.items!);
  if (isEmpty) return facts.nullable ? null : undefined;
  // Inputs of dates and times know no zone; they are shown and read in UTC.
  const local = facts.type === "datetime" && typeof raw === "string" && LOCAL_TIME.exec(raw);
  return local ? `${raw}${local[1] === undefined ? ":00" : ""}Z` : raw;
}

/** Choices are sent one by one, so that a comma in one is not the end of it; people type one after the last, too. */
function listValue(raw: string | readonly string[], items: Field): unknown {
  if (items.facts.type === "choice" || typeof raw !== "string") return [raw].flat();
  return raw
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

const LOCAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(?:\.\d{1,3})?)?$/;

function limitsOf(files: Uploads, fieldBytes: number): MultipartLimits {
  const rules = Object.values(files);
  return {
    files: rules.reduce((sum, { maxFiles = 1 }) => sum + maxFiles, 0),
    fileBytes: Math.max(0, ...rules.map(({ maxBytes }) => maxBytes)),
    fields: DEFAULT_LIMITS.fields,
    fieldBytes,
  };
}

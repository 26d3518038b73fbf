import type { Output, Problem } from "../../schema/index.ts";
import { checkNames } from "../guards/guard-options.ts";
import { DEFAULT_LIMITS } from "./multipart-parts.ts";
import type { UploadedFile } from "./uploaded-file.ts";

export interface UploadOptions {
  /** Most bytes. Default 10 MiB. */
  readonly maxBytes?: number;
  /** What browsers may say that it is: `["image/png", "image/*"]`. Not proof: look into the file too. */
  readonly types?: readonly string[];
  readonly label?: string;
  readonly help?: string;
}

/** One input for files. Immutable: `optional` and `list` give a new one. */
export interface Upload<T = any> {
  readonly "~out": T;
  readonly options: UploadOptions;
  readonly maxBytes: number;
  readonly isOptional: boolean;
  /** Most files; undefined for a single one. */
  readonly maxFiles: number | undefined;
  /** No file has to be chosen: it is `undefined` then, and a list is empty. */
  optional(): Upload<T extends readonly unknown[] ? T : T | undefined>;
  /** Several files, as a list. @param max Default 10. */
  list(max?: number): Upload<UploadedFile[]>;
}

/** The fields and files of a form, as one value. */
export type FormValue<F, U> = Simplify<
  Output<F> & { [K in keyof U]: U[K] extends { readonly "~out": infer T } ? T : never }
>;
type Simplify<T> = { [K in keyof T]: T[K] } & {};

type Given = UploadedFile | UploadedFile[] | undefined;

/**
 * Declares an input for a file, in `files` of `multipart` and `form`.
 *
 * @throws `HTTP_GUARD_OPTION_INVALID`
 * @example
 * upload({ maxBytes: 2_000_000, types: ["image/*"] }).optional()
 */
export function upload(options: UploadOptions = {}): Upload<UploadedFile> {
  checkNames("upload()", options, ["maxBytes", "types", "label", "help"]);
  return make(options, false, undefined);
}

/** What is wrong with the files of an input. */
export function uploadProblems(name: string, rule: Upload, given: Given): Problem[] {
  const files = given === undefined ? [] : [given].flat();
  const wrong = (code: string, message: string): Problem[] => [{ path: name, code, message }];
  if (files.length === 0) return rule.isOptional ? [] : wrong("required", "is missing");
  const most = rule.maxFiles ?? 1;
  if (files.length > most)
    return wrong("max", `must be at most ${most} ${most === 1 ? "file" : "files"}`);
  if (files.some(({ size }) => size > rule.maxBytes)) {
    return wrong("max", `must have at most ${rule.maxBytes} bytes`);
  }
  const { types } = rule.options;
  if (types === undefined || files.every(({ type }) => types.some((one) => fits(type, one))))
    return [];
  return wrong("type", `must be of the type ${types.join(" or ")}`);
}

/** The value that a handler gets. */
export function uploadValue({ maxFiles }: Upload, given: Given): Given {
  if (maxFiles === undefined) return [given].flat()[0];
  return given === undefined ? [] : [given].flat();
}

function make<T>(
  options: UploadOptions,
  isOptional: boolean,
  maxFiles: number | undefined,
): Upload<T> {
  const rule: Omit<Upload<T>, "~out"> = {
    options,
    maxBytes: options.maxBytes ?? DEFAULT_LIMITS.fileBytes,
    isOptional,
    maxFiles,
    optional: () => make(options, true, maxFiles),
    list: (max = DEFAULT_LIMITS.files) => make(options, isOptional, max),
  };
  return rule as Upload<T>;
}

function fits(type: string, wanted: string): boolean {
  return wanted.endsWith("/*") ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}

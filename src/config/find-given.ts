import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { TextDecoder } from "node:util";
import type { Layer } from "./env-layers.ts";
import type { Given } from "./profile.ts";
import { problemsOf } from "./problems-of.ts";
import type { ResolvedSetting } from "./resolve-settings.ts";
import { FILE_SUFFIX, type Setting } from "./setting.ts";
import type { SettingProblem } from "./setting-problem.ts";
import { isOfOthers } from "./standard-settings.ts";

/**
 * The value of a setting from the first layer that gives one, or undefined where none does.
 *
 * An empty text is a value only for fields that take it; elsewhere it is as if it were not there, because
 * `NAME=` is how an environment says nothing.
 */
export function findGiven(
  setting: Setting,
  layers: readonly Layer[],
  folder: string | undefined,
  problems: SettingProblem[],
): ResolvedSetting | undefined {
  for (const layer of layers) {
    const given = textOf(setting, layer, folder, problems);
    if (given === undefined) continue;
    if ("failed" in given) return resolved(setting, undefined, given.failed);
    if (isOfOthers(setting.name, given.text)) {
      problems.push(leftToOthers(setting, given));
      continue;
    }
    const read = setting.field.validate(given.text, { from: "text" });
    if (read.ok) return resolved(setting, read.value, given.source);
    if (given.text === "") continue;
    problems.push(...problemsOf(setting, read.problems, given.source));
    return resolved(setting, undefined, given.source);
  }
  return undefined;
}

function resolved(setting: Setting, value: unknown, source: string): ResolvedSetting {
  return { setting, value, source, isTyped: false };
}

/** What a layer gives for a setting, by its name or by that of a file. */
function textOf(
  { name }: Setting,
  { entries }: Layer,
  folder: string | undefined,
  problems: SettingProblem[],
): Given | { readonly failed: string } | undefined {
  const own = entries.get(name);
  const file = entries.get(name + FILE_SUFFIX);
  if (file === undefined || file.text === "") return own;
  if (own !== undefined && own.text !== "") {
    problems.push({
      level: "error",
      name,
      code: "file",
      message: `is set, and ${name}${FILE_SUFFIX} too`,
      source: own.source,
      hint: "Keep one of them.",
    });
    return { failed: own.source };
  }
  return secretFile(name, file, folder, problems);
}

function secretFile(
  name: string,
  { text, source }: Given,
  folder: string | undefined,
  problems: SettingProblem[],
): Given | { readonly failed: string } {
  const from = `${text}, ${name}${FILE_SUFFIX} from ${source}`;
  try {
    if (folder === undefined && !isAbsolute(text)) throw new Error("the path is not absolute");
    const bytes = readFileSync(isAbsolute(text) ? text : join(folder!, text));
    const content = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text: content.replace(/\r?\n$/, ""), source: from };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason =
      code === "ERR_ENCODING_INVALID_ENCODED_DATA" ? "it is not UTF-8" : (code ?? message);
    problems.push({
      level: "error",
      name: name + FILE_SUFFIX,
      code: "file",
      message: `names a file that cannot be read: ${reason}`,
      value: JSON.stringify(text),
      source,
    });
    return { failed: from };
  }
}

function leftToOthers({ name }: Setting, { text, source }: Given): SettingProblem {
  return {
    level: "warning",
    name,
    code: "type",
    message: "is left to the package `debug`",
    value: JSON.stringify(text),
    source,
    hint: "For this app it is true or false.",
  };
}

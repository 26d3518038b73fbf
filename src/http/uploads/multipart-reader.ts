import type { BodyReader } from "../input/body-reader.ts";
import { multipartParts } from "./multipart-parts.ts";

/** For routes with `accepts: ["multipart/form-data"]`: the fields of the form. Files want `multipart`. */
export const multipartReader: BodyReader = {
  type: "multipart/form-data",
  from: "text",
  async read(request, { header }) {
    const fields: Record<string, string | string[]> = Object.create(null);
    const limits = { files: 0, fieldBytes: request.route.limits.bodyLimit };
    for await (const part of multipartParts(request.raw, header, limits)) {
      if (part.kind === "file") continue;
      const had = fields[part.name];
      fields[part.name] = had === undefined ? part.value : [had, part.value].flat();
    }
    return fields;
  },
};

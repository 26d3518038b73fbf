import { lintFromString, createConfig } from "@redocly/openapi-core";
import spectral from "@stoplight/spectral-core";
import rulesets from "@stoplight/spectral-rulesets";

/** What the recommended rules of Spectral say of a document. */
export async function spectralFinds(checked: object): Promise<string[]> {
  const linter = new spectral.Spectral();
  linter.setRuleset({ extends: [[rulesets.oas as never, "recommended"]] } as never);
  const found = await linter.run(JSON.stringify(checked));
  return found.map(({ code, path, message }) => `${code} ${path.join(".")} ${message}`);
}

/** What the recommended rules of Redocly say of a document. */
export async function redoclyFinds(checked: object): Promise<string[]> {
  const config = await createConfig({ extends: ["recommended"] });
  const source = JSON.stringify(checked);
  const found = await lintFromString({ source, absoluteRef: "openapi.json", config });
  return found.map(
    ({ ruleId, location, message }) => `${ruleId} ${location[0]?.pointer} ${message}`,
  );
}

import type { App, Problem } from "../app/index.ts";
import type { LoadedSettings } from "../config/index.ts";
import { parseDatabaseUrl } from "../db/index.ts";
import { type HttpSettings, type SecurityHeaderOptions, staticFilesIn } from "../http/index.ts";

/** Words that nobody draws by chance. */
const GUESSABLE = /secret|password|passwort|change-?me|insecure|example|default|quintet|1234567/i;
/** Sources of a key that nobody has given. */
const MADE_KEY = /^made at the start$|secret-key$/;
const LOOPBACK = /^(127\.|localhost$|::1$|\[::1\]$)/;
const LEAKY_REFERRERS = ["unsafe-url", "no-referrer-when-downgrade", "origin-when-cross-origin"];

/** What is fine while one develops, and a hole or a trap where strangers come. Looks only; starts nothing. */
export function deployChecks(app: App): Problem[] {
  const servers = app.contributions("httpSettings");
  return [
    ...profileProblems(app),
    ...databaseProblems(app),
    ...staticProblems(app),
    ...servers.flatMap((settings) => [
      ...debugProblems(settings),
      ...keyProblems(settings),
      ...hostProblems(settings),
      ...transportProblems(settings),
      ...headerProblems(settings),
    ]),
  ];
}

function profileProblems(app: App): Problem[] {
  return app.contributions("settings").flatMap(({ values, describe }: LoadedSettings) => {
    const { profile, logLevel } = values as Readonly<Record<string, unknown>>;
    const key = describe().find(({ name }) => name === "SECRET_KEY");
    return [
      ...(profile === "production"
        ? []
        : [
            warning(
              "profile",
              `The profile is ${String(profile)}, so that what follows may not be what is deployed.`,
              "Check with the environment of the deployment: QUINTET_ENV=production and its settings.",
            ),
          ]),
      ...(key !== undefined && MADE_KEY.test(key.source)
        ? [
            error(
              "secret_key_made",
              "SECRET_KEY is not given: each machine would make one of its own.",
              "Set SECRET_KEY, or SECRET_KEY_FILE: `openssl rand -base64 48` makes one.",
            ),
          ]
        : []),
      ...(logLevel === "debug"
        ? [
            warning(
              "log_level",
              "LOG_LEVEL is debug: the log grows fast, and holds more than it should.",
              "Set it to info or above.",
            ),
          ]
        : []),
    ];
  });
}

function databaseProblems(app: App): Problem[] {
  const inMemory = app.contributions("databases").filter(({ url }) => {
    const options = parseDatabaseUrl(url);
    return options.dialect === "sqlite" && options.file === ":memory:";
  });
  return inMemory.map(({ url }) =>
    error(
      "database_in_memory",
      `The database is ${url}: all data is lost at a stop, and each worker has its own.`,
      "Set DATABASE_URL to a file on a volume, or to a PostgreSQL server.",
    ),
  );
}

function staticProblems(app: App): Problem[] {
  return staticFilesIn(app.contributions("routes"))
    .filter(({ collected, isCollected }) => collected !== undefined && !isCollected)
    .map(({ collected }) =>
      warning(
        "static_missing",
        `No static files have been collected in ${collected}: they are served uncompressed.`,
        "Run `quintet collectstatic`, or `quintet release`, before the start.",
      ),
    );
}

function debugProblems({ development }: HttpSettings): Problem[] {
  if (!development) return [];
  return [
    error(
      "debug",
      "Errors are shown with their source, and HSTS is off (DEBUG is true).",
      "Take DEBUG away, or `development` of http().",
    ),
  ];
}

function keyProblems({ keys }: HttpSettings): Problem[] {
  const hint = "`openssl rand -base64 48` makes a good one; set it as SECRET_KEY.";
  if (keys === undefined)
    return [warning("secret_key_missing", "There is no secret key: nothing can be signed.", hint)];
  if ("sign" in keys) return [];
  const isWeak = keys.some((key) => GUESSABLE.test(key) || new Set(key).size < 12);
  if (!isWeak) return [];
  return [error("secret_key_weak", "A secret key can be guessed: it has words or repeats.", hint)];
}

function hostProblems({ allowedHosts = ["*"], host }: HttpSettings): Problem[] {
  const hint = "Set ALLOWED_HOSTS to the names of the site: `blog.example,.blog.example`.";
  const problems: Problem[] = [];
  if (allowedHosts.includes("*"))
    problems.push(
      error(
        "allowed_hosts_any",
        "It answers to any Host: links that it makes can be forged.",
        hint,
      ),
    );
  else if (allowedHosts.every((name) => LOOPBACK.test(name) || name.endsWith("localhost")))
    problems.push(
      warning("allowed_hosts_local", "It answers to names of this machine only.", hint),
    );
  if (LOOPBACK.test(host))
    problems.push(
      warning(
        "host_local",
        `It listens at ${host}, where nobody from outside of the machine or container comes in.`,
        "Right behind a proxy on the same machine; else set HOST=0.0.0.0.",
      ),
    );
  return problems;
}

function transportProblems(settings: HttpSettings): Problem[] {
  const { tls, httpsOnly = false, trustedProxies = [], host } = settings;
  const hasProxies =
    typeof trustedProxies === "number" ? trustedProxies > 0 : trustedProxies.length > 0;
  const hint = "Set TRUSTED_PROXIES to the addresses of the proxy, or `private`.";
  if (tls !== undefined) return [];
  const problems: Problem[] = [];
  if (!httpsOnly)
    problems.push(
      warning(
        "https",
        "Requests over plain HTTP are answered.",
        "Set `http: { httpsOnly: true }`, or have the proxy redirect them.",
      ),
    );
  if (httpsOnly && !hasProxies)
    problems.push(
      error(
        "https_endless",
        "All requests are sent to HTTPS, and none is known to have come by it: there is neither TLS nor a trusted proxy.",
        hint,
      ),
    );
  else if (!hasProxies && !LOOPBACK.test(host))
    problems.push(
      warning(
        "trusted_proxies",
        `It listens at ${host} without TLS and trusts no proxy: behind one, all clients have its address.`,
        hint,
      ),
    );
  return problems;
}

function headerProblems({ securityHeaders = {}, development }: HttpSettings): Problem[] {
  if (securityHeaders === false)
    return [
      warning(
        "security_headers",
        "Answers have no security headers.",
        "Take `securityHeaders: false` away, or have the proxy add them.",
      ),
    ];
  const { hsts, csp, frames, referrer, opener } = securityHeaders;
  const findings: [boolean, string, string, keyof SecurityHeaderOptions][] = [
    [hsts === false || (hsts === undefined && development), "hsts", "There is no HSTS", "hsts"],
    [
      typeof hsts === "object" && hsts.includeSubDomains === false,
      "hsts_subdomains",
      "HSTS leaves out the subdomains",
      "hsts",
    ],
    [csp === false, "csp", "Pages have no Content-Security-Policy", "csp"],
    [frames === "self", "frames", "Pages may be put into frames of this site", "frames"],
    [
      LEAKY_REFERRERS.includes(referrer ?? ""),
      "referrer",
      `Other sites are told where people come from (${referrer ?? ""})`,
      "referrer",
    ],
    [opener === false, "opener", "Other sites may hold on to a window of this one", "opener"],
  ];
  return findings
    .filter(([isFound]) => isFound)
    .map(([, id, message, option]) =>
      warning(id, `${message}.`, `See \`securityHeaders.${option}\` of http().`),
    );
}

function error(id: string, message: string, hint: string): Problem {
  return { id: `deploy.${id}`, level: "error", message, hint };
}

function warning(id: string, message: string, hint: string): Problem {
  return { id: `deploy.${id}`, level: "warning", message, hint };
}

/** The plural of a model's name, for addresses: `category` is `categories`, `blogPost` is `blog-posts`. */
export function plural(name: string): string {
  const words = name.replaceAll(/[A-Z_]/g, (mark) =>
    mark === "_" ? "-" : `-${mark.toLowerCase()}`,
  );
  if (/[^aeiou]y$/.test(words)) return `${words.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(words) ? `${words}es` : `${words}s`;
}

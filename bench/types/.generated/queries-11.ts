import { Model110, Model111, Model112, Model113, Model114, Model115, Model116, Model117, Model118, Model119 } from "./models-11.ts";

export async function list110(search: string) {
  const rows = await Model110.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field110")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list111(search: string) {
  const rows = await Model111.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field111")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list112(search: string) {
  const rows = await Model112.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field112")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list113(search: string) {
  const rows = await Model113.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field113")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list114(search: string) {
  const rows = await Model114.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field114")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list115(search: string) {
  const rows = await Model115.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field115")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list116(search: string) {
  const rows = await Model116.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field116")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list117(search: string) {
  const rows = await Model117.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field117")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list118(search: string) {
  const rows = await Model118.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field118")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}

export async function list119(search: string) {
  const rows = await Model119.published()
    .where([{ title: { icontains: search } }, { author: { title: { startsWith: search } } }, { tags: { views: { gt: 3 } } }])
    .with("author", "tags")
    .order("-publishedAt", "field119")
    .limit(20);
  return rows.map((row) => ({
    title: row.title,
    author: row.author.title,
    tags: row.tags.map((tag) => tag.title),
    isDraft: row.isDraft,
  }));
}
export {};
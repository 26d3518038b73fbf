import { authorize } from "quintet/auth";
import { transaction } from "quintet/db";
import { flash, form, get, post, redirect, render, route, url, type Form } from "quintet/http";
import { int, list, shape, text } from "quintet/schema";
import { Category, Post, Tag } from "../models.ts";
import { writes } from "../roles.ts";
import { readablePost, showPost } from "./read-post.ts";

const fields = shape({
  title: Post.fields.title,
  content: Post.fields.content.label("Text").help("Markdown: *emphasis*, ## heading, > quote."),
  category: int().nullable(),
  tags: list(Tag.fields.name, { max: 10 }).help("Up to ten, with commas between them."),
  status: Post.fields.status,
});
type Written = (typeof fields)["~out"];

const editor = form(fields, { inputs: { title: { placeholder: "Title" } } });
const statusForm = form({ status: Post.fields.status });

const SAID = {
  draft: "Saved as a draft: readers do not see it.",
  published: "Saved and published.",
  archived: "Archived: readers do not see it any more.",
};

const mine = get(
  "/my-posts",
  { name: "blog.my_posts", signedIn: true, query: { after: text().optional() } },
  async ({ user, query }) => {
    const posts = await Post.where({ author: user.id })
      .with("category")
      .cursor({ size: 20, ...query });
    return render("blog/my-posts", { posts });
  },
);

const create = route("GET", "POST")(
  "/write",
  { name: "blog.write", policy: writes, use: { editor } },
  async ({ editor, user }) => {
    await offerCategories(editor);
    if (!editor.isValid) return editor.page(render("blog/editor", { form: editor }));
    const written = editor.value;
    const row = new Post({ author: user.id });
    await transaction(async () => {
      await save(row, written);
      await authorize("create", row);
    });
    flash("success", SAID[row.status]);
    return redirect(url(showPost, row));
  },
);

const edit = route("GET", "POST")(
  "/posts/:slug/edit",
  { name: "blog.edit", signedIn: true, use: { editor } },
  async ({ params, editor }) => {
    const row = await readablePost(params.slug);
    await authorize("update", row);
    await offerCategories(editor);
    const { title, content, status } = row;
    editor.prefill({
      title,
      content,
      status,
      category: row.categoryId,
      tags: row.tags.map(({ name }) => name),
    });
    if (!editor.isValid) return editor.page(render("blog/editor", { form: editor, post: row }));
    const written = editor.value;
    await transaction(() => save(row, written));
    flash("success", SAID[row.status]);
    return redirect(url(showPost, row));
  },
);

const changeStatus = post(
  "/posts/:slug/status",
  { name: "blog.status", signedIn: true, use: { change: statusForm } },
  async ({ params, change }) => {
    const row = await readablePost(params.slug);
    await authorize("update", row);
    if (change.isValid) {
      await row.assign(change.value).save();
      flash("success", SAID[row.status]);
    }
    return redirect(url(showPost, row));
  },
);

/** For those who write: their posts, the editor, publishing and archiving. */
export const writePosts = [mine, create, edit, changeStatus];

async function offerCategories(editor: Form<Written>) {
  const categories = await Category.all();
  editor.offer(
    "category",
    categories.map(({ id, name }) => [id, name]),
  );
}

async function save(row: Pick<Post, "assign" | "related">, { tags, ...values }: Written) {
  await row.assign(values).save();
  const named = [];
  for (const name of tags) named.push((await Tag.getOrCreate({ name })).row);
  await row.related("tags").set(named);
}

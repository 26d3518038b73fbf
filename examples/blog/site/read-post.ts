import { allows, authorize, can } from "quintet/auth";
import { transaction } from "quintet/db";
import { flash, form, get, notFound, post, redirect, render, url, type Form } from "quintet/http";
import { int, text } from "quintet/schema";
import { Comment, Post } from "../models.ts";
import { commentPolicy } from "../policies.ts";

const COMMENTS_A_PAGE = 50;

const commentForm = form(
  { content: Comment.fields.content.label("Your comment") },
  { submit: "Post the comment" },
);

/** The page of one post. */
export const showPost = get(
  "/posts/:slug",
  {
    name: "blog.post",
    public: true,
    query: { after: text().optional() },
    use: { comment: commentForm },
  },
  async ({ params, query, comment }) => postPage(await readablePost(params.slug), comment, query),
);

const addComment = post(
  "/posts/:slug",
  { name: "blog.comment", policy: allows(commentPolicy, "create"), use: { comment: commentForm } },
  async ({ params, comment, user }) => {
    const about = await readablePost(params.slug);
    if (!comment.isValid) return comment.page(await postPage(about, comment));
    const { content } = comment.value;
    const { id } = await transaction(async () => {
      const made = await Comment.create({ content, post: about, author: user.id });
      await authorize("create", made);
      return made;
    });
    flash("success", "Your comment is there.");
    return redirect(`${url(showPost, about)}#comment-${id}`);
  },
);

const removeComment = post(
  "/comments/:id/delete",
  { name: "blog.delete_comment", signedIn: true, params: { id: int({ min: 1 }) } },
  async ({ params }) => {
    const [comment] = await Comment.where({ id: params.id }).with("post");
    if (comment === undefined || !can("read", comment.post)) throw notFound();
    await authorize("delete", comment);
    await comment.delete();
    flash("info", "The comment is gone.");
    return redirect(url(showPost, comment.post));
  },
);

/** A post with its comments, and what readers may do with them. */
export const readPost = [showPost, addComment, removeComment];

/** The post with this address, where whoever asks may see it. @throws `NOT_FOUND` (404) */
export async function readablePost(slug: string) {
  const found = await Post.where({ slug }).with("author", "category", "tags").first();
  if (found === undefined || !can("read", found)) throw notFound("There is no such post.");
  return found;
}

async function postPage(
  about: Awaited<ReturnType<typeof readablePost>>,
  comment: Form<{ content: string }>,
  query: { after?: string } = {},
) {
  const comments = await Comment.where({ post: about })
    .with({ author: { select: ["username"] } })
    .cursor({ size: COMMENTS_A_PAGE, ...query });
  return render("blog/post", { post: about, comments, form: comment });
}

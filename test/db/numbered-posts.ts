import { Comment, Post, Sample, Tag, User } from "./blog-models.ts";

/** Posts `p1` to `p25` by two authors in turn, whose views count from 0; one tag, one comment, one sample. */
export async function seedNumberedPosts(): Promise<void> {
  const [ann, bob] = await User.createMany([{ username: "ann" }, { username: "bob" }]);
  const posts = await Post.createMany(
    Array.from({ length: 25 }, (_, index) => ({
      title: `p${index + 1}`,
      author: index % 2 ? ann! : bob!,
      views: index,
    })),
  );
  const tag = await Tag.create({ name: "x" });
  await posts[0]!.related("tags").add(tag);
  await Comment.create({ body: "c", post: 1 });
  await Sample.create({
    int: 1,
    text: "it's",
    bool: true,
    datetime: new Date(5),
    bigint: 2n ** 60n,
  });
}

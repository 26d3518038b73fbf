import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model129 } from "./models-12.ts";
import { Model140, Model141, Model142, Model143, Model144, Model145, Model146 } from "./models-14.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model130 extends model("model130", {
  title: text({ max: 200 }),
  field130: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model131, { onDelete: "cascade" }); },
  get parent() { return one(() => Model130).nullable(); },
  get posts() { return many(() => Model129, "author"); },
  get tags() { return many(() => Model137); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model131 extends model("model131", {
  title: text({ max: 200 }),
  field131: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model132, { onDelete: "cascade" }); },
  get parent() { return one(() => Model131).nullable(); },
  get posts() { return many(() => Model130, "author"); },
  get tags() { return many(() => Model138); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model132 extends model("model132", {
  title: text({ max: 200 }),
  field132: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model133, { onDelete: "cascade" }); },
  get parent() { return one(() => Model132).nullable(); },
  get posts() { return many(() => Model131, "author"); },
  get tags() { return many(() => Model139); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model133 extends model("model133", {
  title: text({ max: 200 }),
  field133: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model134, { onDelete: "cascade" }); },
  get parent() { return one(() => Model133).nullable(); },
  get posts() { return many(() => Model132, "author"); },
  get tags() { return many(() => Model140); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model134 extends model("model134", {
  title: text({ max: 200 }),
  field134: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model135, { onDelete: "cascade" }); },
  get parent() { return one(() => Model134).nullable(); },
  get posts() { return many(() => Model133, "author"); },
  get tags() { return many(() => Model141); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model135 extends model("model135", {
  title: text({ max: 200 }),
  field135: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model136, { onDelete: "cascade" }); },
  get parent() { return one(() => Model135).nullable(); },
  get posts() { return many(() => Model134, "author"); },
  get tags() { return many(() => Model142); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model136 extends model("model136", {
  title: text({ max: 200 }),
  field136: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model137, { onDelete: "cascade" }); },
  get parent() { return one(() => Model136).nullable(); },
  get posts() { return many(() => Model135, "author"); },
  get tags() { return many(() => Model143); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model137 extends model("model137", {
  title: text({ max: 200 }),
  field137: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model138, { onDelete: "cascade" }); },
  get parent() { return one(() => Model137).nullable(); },
  get posts() { return many(() => Model136, "author"); },
  get tags() { return many(() => Model144); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model138 extends model("model138", {
  title: text({ max: 200 }),
  field138: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model139, { onDelete: "cascade" }); },
  get parent() { return one(() => Model138).nullable(); },
  get posts() { return many(() => Model137, "author"); },
  get tags() { return many(() => Model145); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model139 extends model("model139", {
  title: text({ max: 200 }),
  field139: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model140, { onDelete: "cascade" }); },
  get parent() { return one(() => Model139).nullable(); },
  get posts() { return many(() => Model138, "author"); },
  get tags() { return many(() => Model146); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}
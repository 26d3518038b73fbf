import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model149 } from "./models-14.ts";
import { Model160, Model161, Model162, Model163, Model164, Model165, Model166 } from "./models-16.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model150 extends model("model150", {
  title: text({ max: 200 }),
  field150: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model151, { onDelete: "cascade" }); },
  get parent() { return one(() => Model150).nullable(); },
  get posts() { return many(() => Model149, "author"); },
  get tags() { return many(() => Model157); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model151 extends model("model151", {
  title: text({ max: 200 }),
  field151: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model152, { onDelete: "cascade" }); },
  get parent() { return one(() => Model151).nullable(); },
  get posts() { return many(() => Model150, "author"); },
  get tags() { return many(() => Model158); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model152 extends model("model152", {
  title: text({ max: 200 }),
  field152: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model153, { onDelete: "cascade" }); },
  get parent() { return one(() => Model152).nullable(); },
  get posts() { return many(() => Model151, "author"); },
  get tags() { return many(() => Model159); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model153 extends model("model153", {
  title: text({ max: 200 }),
  field153: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model154, { onDelete: "cascade" }); },
  get parent() { return one(() => Model153).nullable(); },
  get posts() { return many(() => Model152, "author"); },
  get tags() { return many(() => Model160); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model154 extends model("model154", {
  title: text({ max: 200 }),
  field154: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model155, { onDelete: "cascade" }); },
  get parent() { return one(() => Model154).nullable(); },
  get posts() { return many(() => Model153, "author"); },
  get tags() { return many(() => Model161); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model155 extends model("model155", {
  title: text({ max: 200 }),
  field155: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model156, { onDelete: "cascade" }); },
  get parent() { return one(() => Model155).nullable(); },
  get posts() { return many(() => Model154, "author"); },
  get tags() { return many(() => Model162); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model156 extends model("model156", {
  title: text({ max: 200 }),
  field156: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model157, { onDelete: "cascade" }); },
  get parent() { return one(() => Model156).nullable(); },
  get posts() { return many(() => Model155, "author"); },
  get tags() { return many(() => Model163); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model157 extends model("model157", {
  title: text({ max: 200 }),
  field157: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model158, { onDelete: "cascade" }); },
  get parent() { return one(() => Model157).nullable(); },
  get posts() { return many(() => Model156, "author"); },
  get tags() { return many(() => Model164); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model158 extends model("model158", {
  title: text({ max: 200 }),
  field158: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model159, { onDelete: "cascade" }); },
  get parent() { return one(() => Model158).nullable(); },
  get posts() { return many(() => Model157, "author"); },
  get tags() { return many(() => Model165); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model159 extends model("model159", {
  title: text({ max: 200 }),
  field159: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model160, { onDelete: "cascade" }); },
  get parent() { return one(() => Model159).nullable(); },
  get posts() { return many(() => Model158, "author"); },
  get tags() { return many(() => Model166); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}
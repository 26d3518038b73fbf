import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model189 } from "./models-18.ts";
import { Model200, Model201, Model202, Model203, Model204, Model205, Model206 } from "./models-20.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model190 extends model("model190", {
  title: text({ max: 200 }),
  field190: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model191, { onDelete: "cascade" }); },
  get parent() { return one(() => Model190).nullable(); },
  get posts() { return many(() => Model189, "author"); },
  get tags() { return many(() => Model197); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model191 extends model("model191", {
  title: text({ max: 200 }),
  field191: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model192, { onDelete: "cascade" }); },
  get parent() { return one(() => Model191).nullable(); },
  get posts() { return many(() => Model190, "author"); },
  get tags() { return many(() => Model198); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model192 extends model("model192", {
  title: text({ max: 200 }),
  field192: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model193, { onDelete: "cascade" }); },
  get parent() { return one(() => Model192).nullable(); },
  get posts() { return many(() => Model191, "author"); },
  get tags() { return many(() => Model199); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model193 extends model("model193", {
  title: text({ max: 200 }),
  field193: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model194, { onDelete: "cascade" }); },
  get parent() { return one(() => Model193).nullable(); },
  get posts() { return many(() => Model192, "author"); },
  get tags() { return many(() => Model200); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model194 extends model("model194", {
  title: text({ max: 200 }),
  field194: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model195, { onDelete: "cascade" }); },
  get parent() { return one(() => Model194).nullable(); },
  get posts() { return many(() => Model193, "author"); },
  get tags() { return many(() => Model201); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model195 extends model("model195", {
  title: text({ max: 200 }),
  field195: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model196, { onDelete: "cascade" }); },
  get parent() { return one(() => Model195).nullable(); },
  get posts() { return many(() => Model194, "author"); },
  get tags() { return many(() => Model202); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model196 extends model("model196", {
  title: text({ max: 200 }),
  field196: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model197, { onDelete: "cascade" }); },
  get parent() { return one(() => Model196).nullable(); },
  get posts() { return many(() => Model195, "author"); },
  get tags() { return many(() => Model203); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model197 extends model("model197", {
  title: text({ max: 200 }),
  field197: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model198, { onDelete: "cascade" }); },
  get parent() { return one(() => Model197).nullable(); },
  get posts() { return many(() => Model196, "author"); },
  get tags() { return many(() => Model204); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model198 extends model("model198", {
  title: text({ max: 200 }),
  field198: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model199, { onDelete: "cascade" }); },
  get parent() { return one(() => Model198).nullable(); },
  get posts() { return many(() => Model197, "author"); },
  get tags() { return many(() => Model205); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model199 extends model("model199", {
  title: text({ max: 200 }),
  field199: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model200, { onDelete: "cascade" }); },
  get parent() { return one(() => Model199).nullable(); },
  get posts() { return many(() => Model198, "author"); },
  get tags() { return many(() => Model206); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}
import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model39 } from "./models-3.ts";
import { Model50, Model51, Model52, Model53, Model54, Model55, Model56 } from "./models-5.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model40 extends model("model40", {
  title: text({ max: 200 }),
  field40: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model41, { onDelete: "cascade" }); },
  get parent() { return one(() => Model40).nullable(); },
  get posts() { return many(() => Model39, "author"); },
  get tags() { return many(() => Model47); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model41 extends model("model41", {
  title: text({ max: 200 }),
  field41: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model42, { onDelete: "cascade" }); },
  get parent() { return one(() => Model41).nullable(); },
  get posts() { return many(() => Model40, "author"); },
  get tags() { return many(() => Model48); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model42 extends model("model42", {
  title: text({ max: 200 }),
  field42: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model43, { onDelete: "cascade" }); },
  get parent() { return one(() => Model42).nullable(); },
  get posts() { return many(() => Model41, "author"); },
  get tags() { return many(() => Model49); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model43 extends model("model43", {
  title: text({ max: 200 }),
  field43: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model44, { onDelete: "cascade" }); },
  get parent() { return one(() => Model43).nullable(); },
  get posts() { return many(() => Model42, "author"); },
  get tags() { return many(() => Model50); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model44 extends model("model44", {
  title: text({ max: 200 }),
  field44: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model45, { onDelete: "cascade" }); },
  get parent() { return one(() => Model44).nullable(); },
  get posts() { return many(() => Model43, "author"); },
  get tags() { return many(() => Model51); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model45 extends model("model45", {
  title: text({ max: 200 }),
  field45: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model46, { onDelete: "cascade" }); },
  get parent() { return one(() => Model45).nullable(); },
  get posts() { return many(() => Model44, "author"); },
  get tags() { return many(() => Model52); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model46 extends model("model46", {
  title: text({ max: 200 }),
  field46: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model47, { onDelete: "cascade" }); },
  get parent() { return one(() => Model46).nullable(); },
  get posts() { return many(() => Model45, "author"); },
  get tags() { return many(() => Model53); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model47 extends model("model47", {
  title: text({ max: 200 }),
  field47: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model48, { onDelete: "cascade" }); },
  get parent() { return one(() => Model47).nullable(); },
  get posts() { return many(() => Model46, "author"); },
  get tags() { return many(() => Model54); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model48 extends model("model48", {
  title: text({ max: 200 }),
  field48: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model49, { onDelete: "cascade" }); },
  get parent() { return one(() => Model48).nullable(); },
  get posts() { return many(() => Model47, "author"); },
  get tags() { return many(() => Model55); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model49 extends model("model49", {
  title: text({ max: 200 }),
  field49: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model50, { onDelete: "cascade" }); },
  get parent() { return one(() => Model49).nullable(); },
  get posts() { return many(() => Model48, "author"); },
  get tags() { return many(() => Model56); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}
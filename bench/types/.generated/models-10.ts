import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model99 } from "./models-9.ts";
import { Model110, Model111, Model112, Model113, Model114, Model115, Model116 } from "./models-11.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model100 extends model("model100", {
  title: text({ max: 200 }),
  field100: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model101, { onDelete: "cascade" }); },
  get parent() { return one(() => Model100).nullable(); },
  get posts() { return many(() => Model99, "author"); },
  get tags() { return many(() => Model107); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model101 extends model("model101", {
  title: text({ max: 200 }),
  field101: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model102, { onDelete: "cascade" }); },
  get parent() { return one(() => Model101).nullable(); },
  get posts() { return many(() => Model100, "author"); },
  get tags() { return many(() => Model108); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model102 extends model("model102", {
  title: text({ max: 200 }),
  field102: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model103, { onDelete: "cascade" }); },
  get parent() { return one(() => Model102).nullable(); },
  get posts() { return many(() => Model101, "author"); },
  get tags() { return many(() => Model109); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model103 extends model("model103", {
  title: text({ max: 200 }),
  field103: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model104, { onDelete: "cascade" }); },
  get parent() { return one(() => Model103).nullable(); },
  get posts() { return many(() => Model102, "author"); },
  get tags() { return many(() => Model110); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model104 extends model("model104", {
  title: text({ max: 200 }),
  field104: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model105, { onDelete: "cascade" }); },
  get parent() { return one(() => Model104).nullable(); },
  get posts() { return many(() => Model103, "author"); },
  get tags() { return many(() => Model111); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model105 extends model("model105", {
  title: text({ max: 200 }),
  field105: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model106, { onDelete: "cascade" }); },
  get parent() { return one(() => Model105).nullable(); },
  get posts() { return many(() => Model104, "author"); },
  get tags() { return many(() => Model112); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model106 extends model("model106", {
  title: text({ max: 200 }),
  field106: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model107, { onDelete: "cascade" }); },
  get parent() { return one(() => Model106).nullable(); },
  get posts() { return many(() => Model105, "author"); },
  get tags() { return many(() => Model113); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model107 extends model("model107", {
  title: text({ max: 200 }),
  field107: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model108, { onDelete: "cascade" }); },
  get parent() { return one(() => Model107).nullable(); },
  get posts() { return many(() => Model106, "author"); },
  get tags() { return many(() => Model114); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model108 extends model("model108", {
  title: text({ max: 200 }),
  field108: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model109, { onDelete: "cascade" }); },
  get parent() { return one(() => Model108).nullable(); },
  get posts() { return many(() => Model107, "author"); },
  get tags() { return many(() => Model115); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model109 extends model("model109", {
  title: text({ max: 200 }),
  field109: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model110, { onDelete: "cascade" }); },
  get parent() { return one(() => Model109).nullable(); },
  get posts() { return many(() => Model108, "author"); },
  get tags() { return many(() => Model116); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}
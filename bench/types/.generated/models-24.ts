import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model239 } from "./models-23.ts";
import { Model250, Model251, Model252, Model253, Model254, Model255, Model256 } from "./models-25.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model240 extends model("model240", {
  title: text({ max: 200 }),
  field240: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model241, { onDelete: "cascade" }); },
  get parent() { return one(() => Model240).nullable(); },
  get posts() { return many(() => Model239, "author"); },
  get tags() { return many(() => Model247); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model241 extends model("model241", {
  title: text({ max: 200 }),
  field241: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model242, { onDelete: "cascade" }); },
  get parent() { return one(() => Model241).nullable(); },
  get posts() { return many(() => Model240, "author"); },
  get tags() { return many(() => Model248); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model242 extends model("model242", {
  title: text({ max: 200 }),
  field242: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model243, { onDelete: "cascade" }); },
  get parent() { return one(() => Model242).nullable(); },
  get posts() { return many(() => Model241, "author"); },
  get tags() { return many(() => Model249); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model243 extends model("model243", {
  title: text({ max: 200 }),
  field243: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model244, { onDelete: "cascade" }); },
  get parent() { return one(() => Model243).nullable(); },
  get posts() { return many(() => Model242, "author"); },
  get tags() { return many(() => Model250); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model244 extends model("model244", {
  title: text({ max: 200 }),
  field244: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model245, { onDelete: "cascade" }); },
  get parent() { return one(() => Model244).nullable(); },
  get posts() { return many(() => Model243, "author"); },
  get tags() { return many(() => Model251); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model245 extends model("model245", {
  title: text({ max: 200 }),
  field245: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model246, { onDelete: "cascade" }); },
  get parent() { return one(() => Model245).nullable(); },
  get posts() { return many(() => Model244, "author"); },
  get tags() { return many(() => Model252); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model246 extends model("model246", {
  title: text({ max: 200 }),
  field246: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model247, { onDelete: "cascade" }); },
  get parent() { return one(() => Model246).nullable(); },
  get posts() { return many(() => Model245, "author"); },
  get tags() { return many(() => Model253); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model247 extends model("model247", {
  title: text({ max: 200 }),
  field247: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model248, { onDelete: "cascade" }); },
  get parent() { return one(() => Model247).nullable(); },
  get posts() { return many(() => Model246, "author"); },
  get tags() { return many(() => Model254); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model248 extends model("model248", {
  title: text({ max: 200 }),
  field248: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model249, { onDelete: "cascade" }); },
  get parent() { return one(() => Model248).nullable(); },
  get posts() { return many(() => Model247, "author"); },
  get tags() { return many(() => Model255); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model249 extends model("model249", {
  title: text({ max: 200 }),
  field249: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model250, { onDelete: "cascade" }); },
  get parent() { return one(() => Model249).nullable(); },
  get posts() { return many(() => Model248, "author"); },
  get tags() { return many(() => Model256); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}
# ruff: noqa: E501, PLR0915
"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "anomaly",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("expected", sa.String(), nullable=False),
        sa.Column("concerns", sa.Text(), nullable=False),
        sa.Column("also_said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_anomaly")),
    )
    op.create_table(
        "catalogue_entry",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_catalogue_entry")),
    )
    op.create_table(
        "circle",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_circle")),
    )
    op.create_table(
        "community",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("also_named", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("composition", sa.String(), nullable=True),
        sa.Column("size", sa.String(), nullable=True),
        sa.Column("rhythm", sa.String(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("reporting", sa.String(), nullable=True),
        sa.Column("created", sa.String(), nullable=True),
        sa.Column("printed_deadline", sa.String(), nullable=True),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("also_said", sa.Text(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_community")),
    )
    op.create_table(
        "conversation",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("platform", "account", "place", name=op.f("pk_conversation")),
    )
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conversation_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "glossary_term",
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("expansion", sa.String(), nullable=True),
        sa.Column("definition", sa.String(), nullable=True),
        sa.Column("variants", sa.Text(), nullable=False),
        sa.Column("also_said", sa.Text(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("term", name=op.f("pk_glossary_term")),
    )
    op.create_table(
        "inbox_event",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("platform", "event_id", name=op.f("pk_inbox_event")),
    )
    with op.batch_alter_table("inbox_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbox_event_taken_at"), ["taken_at"], unique=False)

    op.create_table(
        "key_date",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("printed_date", sa.String(), nullable=True),
        sa.Column("date", sa.String(), nullable=True),
        sa.Column("stated_year", sa.Integer(), nullable=True),
        sa.Column("page_year", sa.Integer(), nullable=True),
        sa.Column("year_basis", sa.String(), nullable=True),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("category_basis", sa.String(), nullable=True),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_line", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_key_date")),
    )
    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("target", sa.String(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remote_id", sa.String(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_message_key")),
    )
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_message_busy",
            ["platform", "place"],
            unique=False,
            sqlite_where=sa.text("state IN ('claimed', 'sending', 'unknown')"),
            postgresql_where=sa.text("state IN ('claimed', 'sending', 'unknown')"),
        )
        batch_op.create_index(
            "ix_outbox_message_due",
            ["platform", "not_before", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )
        batch_op.create_index(
            "ix_outbox_message_failed",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state = 'failed'"),
            postgresql_where=sa.text("state = 'failed'"),
        )
        batch_op.create_index(
            "ix_outbox_message_retried",
            ["platform", "place"],
            unique=False,
            sqlite_where=sa.text("state = 'pending' AND attempts > 0"),
            postgresql_where=sa.text("state = 'pending' AND attempts > 0"),
        )
        batch_op.create_index(
            "ix_outbox_message_sent",
            ["sent_at"],
            unique=False,
            sqlite_where=sa.text("state = 'sent'"),
            postgresql_where=sa.text("state = 'sent'"),
        )

    op.create_table(
        "pillar",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("printed_title", sa.String(), nullable=False),
        sa.Column("ambition", sa.String(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("pitch", sa.String(), nullable=True),
        sa.Column("also_said", sa.Text(), nullable=False),
        sa.Column("source_line", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_pillar")),
    )
    op.create_table(
        "project_role",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("duties", sa.Text(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_project_role")),
    )
    op.create_table(
        "revision",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_revision")),
    )
    op.create_table(
        "territory",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("printed_name", sa.String(), nullable=True),
        sa.Column("also_said", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_territory")),
    )
    op.create_table(
        "theme",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("printed_title", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("also_said", sa.Text(), nullable=False),
        sa.Column("source_line", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_theme")),
    )
    op.create_table(
        "tool",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("also_named", sa.Text(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("dates", sa.String(), nullable=True),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("also_said", sa.Text(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_tool")),
    )
    op.create_table(
        "unit",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("parent_key", sa.String(), nullable=True),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["parent_key"], ["unit.key"], name=op.f("fk_unit_parent_key_unit")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_unit")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_parent_key"), ["parent_key"], unique=False)

    op.create_table(
        "axis",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("pillar_number", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("other_titles", sa.Text(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("also_said", sa.Text(), nullable=False),
        sa.Column("source_line", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["pillar_number"], ["pillar.number"], name=op.f("fk_axis_pillar_number_pillar")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_axis")),
    )
    with op.batch_alter_table("axis", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_axis_pillar_number"), ["pillar_number"], unique=False)

    op.create_table(
        "commune",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("territory_key", sa.String(), nullable=False),
        sa.Column("also_said", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["territory_key"], ["territory.key"], name=op.f("fk_commune_territory_key_territory")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_commune")),
    )
    with op.batch_alter_table("commune", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commune_territory_key"), ["territory_key"], unique=False)

    op.create_table(
        "community_place",
        sa.Column("community_key", sa.String(), nullable=False),
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("place_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_key"], ["community.key"], name=op.f("fk_community_place_community_key_community")
        ),
        sa.PrimaryKeyConstraint("community_key", "platform", "place_id", name=op.f("pk_community_place")),
    )
    with op.batch_alter_table("community_place", schema=None) as batch_op:
        batch_op.create_index("ix_community_place_place", ["platform", "place_id"], unique=False)

    op.create_table(
        "community_user_group",
        sa.Column("community_key", sa.String(), nullable=False),
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_key"], ["community.key"], name=op.f("fk_community_user_group_community_key_community")
        ),
        sa.PrimaryKeyConstraint("community_key", "platform", "group_id", name=op.f("pk_community_user_group")),
    )
    op.create_table(
        "figure",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("pillar_number", sa.Integer(), nullable=True),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("printed", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["pillar_number"], ["pillar.number"], name=op.f("fk_figure_pillar_number_pillar")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_figure")),
    )
    with op.batch_alter_table("figure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_figure_pillar_number"), ["pillar_number"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("unit_key", sa.String(), nullable=True),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("declared", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("fk_person_unit_key_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("handle", name=op.f("uq_person_handle")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_unit_key"), ["unit_key"], unique=False)

    op.create_table(
        "project",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("theme_key", sa.String(), nullable=False),
        sa.Column("printed_year", sa.String(), nullable=True),
        sa.Column("components", sa.Text(), nullable=False),
        sa.Column("sites", sa.Text(), nullable=False),
        sa.Column("cross_references", sa.Text(), nullable=False),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("also_said", sa.Text(), nullable=False),
        sa.Column("source_line", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("unit_key", sa.String(), nullable=True),
        sa.Column("circle_key", sa.String(), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["circle_key"], ["circle.key"], name=op.f("fk_project_circle_key_circle")),
        sa.ForeignKeyConstraint(["theme_key"], ["theme.key"], name=op.f("fk_project_theme_key_theme")),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("fk_project_unit_key_unit")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_project")),
    )
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_circle_key"), ["circle_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_theme_key"), ["theme_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_unit_key"), ["unit_key"], unique=False)

    op.create_table(
        "account",
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("declared", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_account_person_id_person")),
        sa.PrimaryKeyConstraint("platform", "account_id", name=op.f("pk_account")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_person_id"), ["person_id"], unique=False)

    op.create_table(
        "circle_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("circle_key", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("unit_key", sa.String(), nullable=True),
        sa.CheckConstraint("(person_id IS NULL) <> (unit_key IS NULL)", name=op.f("ck_circle_member_person_or_unit")),
        sa.ForeignKeyConstraint(["circle_key"], ["circle.key"], name=op.f("fk_circle_member_circle_key_circle")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_circle_member_person_id_person")),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("fk_circle_member_unit_key_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_member")),
        sa.UniqueConstraint("circle_key", "person_id", name=op.f("uq_circle_member_circle_key_person_id")),
        sa.UniqueConstraint("circle_key", "unit_key", name=op.f("uq_circle_member_circle_key_unit_key")),
    )
    with op.batch_alter_table("circle_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_circle_member_circle_key"), ["circle_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_circle_member_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_circle_member_unit_key"), ["unit_key"], unique=False)

    op.create_table(
        "community_member",
        sa.Column("community_key", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("declared", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_key"], ["community.key"], name=op.f("fk_community_member_community_key_community")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_community_member_person_id_person")),
        sa.PrimaryKeyConstraint("community_key", "person_id", name=op.f("pk_community_member")),
    )
    with op.batch_alter_table("community_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_community_member_person_id"), ["person_id"], unique=False)

    op.create_table(
        "history_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_code", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_history_entry_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history_entry")),
    )
    with op.batch_alter_table("history_entry", schema=None) as batch_op:
        batch_op.create_index("ix_history_entry_subject", ["subject_kind", "subject_code", "id"], unique=False)

    op.create_table(
        "lead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_code", sa.String(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("declared", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(subject_kind = 'objective' AND role IN ('objective_lead', 'contributor')) OR (subject_kind = 'project' AND role IN ('sponsor', 'project_director', 'project_manager', 'contributor'))",
            name=op.f("ck_lead_role_fits_subject"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_lead_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
        sa.UniqueConstraint(
            "subject_kind",
            "subject_code",
            "role",
            "person_id",
            name=op.f("uq_lead_subject_kind_subject_code_role_person_id"),
        ),
    )
    with op.batch_alter_table("lead", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lead_person_id"), ["person_id"], unique=False)

    op.create_table(
        "objective",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("axis_code", sa.String(), nullable=False),
        sa.Column("pillar_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("printed_number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("pitch", sa.String(), nullable=True),
        sa.Column("body_facts", sa.Text(), nullable=False),
        sa.Column("cross_references", sa.Text(), nullable=False),
        sa.Column("also_said", sa.Text(), nullable=False),
        sa.Column("source_line", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["axis_code"], ["axis.code"], name=op.f("fk_objective_axis_code_axis")),
        sa.ForeignKeyConstraint(["pillar_number"], ["pillar.number"], name=op.f("fk_objective_pillar_number_pillar")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_objective")),
    )
    with op.batch_alter_table("objective", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objective_axis_code"), ["axis_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_objective_pillar_number"), ["pillar_number"], unique=False)

    op.create_table(
        "project_place",
        sa.Column("project_key", sa.String(), nullable=False),
        sa.Column("commune_key", sa.String(), nullable=False),
        sa.Column("deduced", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["commune_key"], ["commune.key"], name=op.f("fk_project_place_commune_key_commune")),
        sa.ForeignKeyConstraint(["project_key"], ["project.key"], name=op.f("fk_project_place_project_key_project")),
        sa.PrimaryKeyConstraint("project_key", "commune_key", name=op.f("pk_project_place")),
    )
    with op.batch_alter_table("project_place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_place_commune_key"), ["commune_key"], unique=False)

    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("unit_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id_person")),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("fk_role_grant_unit_key_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        sa.UniqueConstraint("person_id", "role", "unit_key", name=op.f("uq_role_grant_person_id_role_unit_key")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grant_role"), ["role"], unique=False)

    op.create_table(
        "key_result",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("objective_code", sa.String(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("printed_deadline", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("printed_done", sa.Boolean(), nullable=False),
        sa.Column("recurrence", sa.String(), nullable=True),
        sa.Column("recurrence_rule", sa.Text(), nullable=True),
        sa.Column("shared_with", sa.Text(), nullable=False),
        sa.Column("ambiguous", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("to_know", sa.String(), nullable=True),
        sa.Column("also_said", sa.Text(), nullable=False),
        sa.Column("source_line", sa.Integer(), nullable=False),
        sa.Column("deadline_line", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["objective_code"], ["objective.code"], name=op.f("fk_key_result_objective_code_objective")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_key_result")),
    )
    with op.batch_alter_table("key_result", schema=None) as batch_op:
        batch_op.create_index("ix_key_result_due_on_status", ["due_on", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_key_result_objective_code"), ["objective_code"], unique=False)

    op.create_table(
        "deadline",
        sa.Column("key_result_code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("quarter", sa.String(), nullable=True),
        sa.Column("label", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["key_result_code"], ["key_result.code"], name=op.f("fk_deadline_key_result_code_key_result")
        ),
        sa.PrimaryKeyConstraint("key_result_code", "position", name=op.f("pk_deadline")),
    )
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deadline_due_on"), ["due_on"], unique=False)

    op.create_table(
        "printed_milestone",
        sa.Column("key_result_code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("printed_date", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("see", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["key_result_code"], ["key_result.code"], name=op.f("fk_printed_milestone_key_result_code_key_result")
        ),
        sa.PrimaryKeyConstraint("key_result_code", "position", name=op.f("pk_printed_milestone")),
    )
    op.create_table(
        "target",
        sa.Column("key_result_code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=True),
        sa.Column("until", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["key_result_code"], ["key_result.code"], name=op.f("fk_target_key_result_code_key_result")
        ),
        sa.PrimaryKeyConstraint("key_result_code", "position", name=op.f("pk_target")),
    )

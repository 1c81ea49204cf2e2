"""Slack's limits on what is shown, in characters and numbers. What is longer is split, never cut.

Source unless said otherwise: Slack's Block Kit reference (blocks, block elements, composition objects).
"""

# Blocks of a message, and of a modal or App Home.
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
# Characters of all the blocks of a message, serialised as JSON: beyond about 13,200 Slack answers msg_blocks_too_long.
BLOCKS_TOTAL = 12_000
# Characters of a message's own text. Slack cuts at 40,000 and advises 4,000.
FALLBACK_TEXT = 4_000

SECTION_TEXT = 3_000
HEADER_TEXT = 150
CONTEXT_ELEMENTS = 10
ACTIONS_ELEMENTS = 25
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
ACCESSIBILITY_LABEL = 75
ALT_TEXT = 2_000
IMAGE_TITLE = 2_000
IDENTIFIER = 255

SELECT_OPTIONS = 100
OPTION_TEXT = 75
OPTION_DESCRIPTION = 75
OPTION_VALUE = 150
PLACEHOLDER = 150

# Rows of a native table, its title row included, and columns; one table a message, so many characters in all.
TABLE_ROWS = 100
TABLE_COLUMNS = 20
TABLE_CHARACTERS = 10_000

# Of a modal.
VIEW_TITLE = 24
VIEW_BUTTON = 24
VIEW_METADATA = 3_000
INPUT_LABEL = 2_000
INPUT_HINT = 2_000
INPUT_TEXT = 3_000

# Uses of a response_url, and the minutes for which it is good.
RESPONSE_URL_USES = 5
RESPONSE_URL_MINUTES = 30

#!/usr/bin/env bash
# Keeps one comment on the pull request: the one that starts with our mark is replaced, else one is added.
set -euo pipefail
mark='<!-- qday -->'
body="$(mktemp)"
{ echo "$mark"; cat "$QDAY_MARKDOWN"; } > "$body"
comments="repos/$QDAY_REPOSITORY/issues/$QDAY_PULL/comments"
mine="$(gh api --paginate "$comments" --jq ".[] | select(.body | startswith(\"$mark\")) | .id" | head -n 1)"
if [ -n "$mine" ]; then
  gh api --method PATCH "repos/$QDAY_REPOSITORY/issues/comments/$mine" -F "body=@$body" > /dev/null
else
  gh api --method POST "$comments" -F "body=@$body" > /dev/null
fi

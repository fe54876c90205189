# One night of the warehouse, as the text of a DolphinScheduler shell task. What may pass by itself is tried
# again here, after a wait: the task cannot tell one exit code from another, so its own retries are set to 0.
# DolphinScheduler fills in braces after a dollar sign; there are none here.
[ -n "$FAZHI_BIN" ] || FAZHI_BIN=/opt/fazhi/.venv/bin/fazhi
[ -n "$FAZHI_HOME" ] || FAZHI_HOME=/var/lib/fazhi
[ -n "$FAZHI_TASK_WAITS" ] || FAZHI_TASK_WAITS="60 240 960"
export FAZHI_HOME

for wait in $FAZHI_TASK_WAITS last; do
    code=0
    "$FAZHI_BIN" run --home "$FAZHI_HOME" || code=$?
    case $code in
    # Overtaken, no space, out of time, a cluster that gave up, another run at work: later it may go.
    6 | 7 | 9 | 11 | 75) ;;
    *) break ;;
    esac
    [ "$wait" = last ] && break
    echo "fazhi: $code, 稍后重试 · trying again in $wait s"
    sleep "$wait"
done
[ "$code" = 0 ] || echo "fazhi: $code, 处理办法见 docs/operations.md · what to do: docs/operations.md"
exit "$code"

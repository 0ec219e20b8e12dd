-- Messages that vendors have not said the last word about. KEYS: a sorted set, by when each is due. ARGV: what, then
--   add, put-off: message, ms from now; due: most, lease ms; close: message. due answers messages, the others nothing.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[1] == 'close' then
  redis.call('ZREM', KEYS[1], ARGV[2])
elseif ARGV[1] == 'add' then
  redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[2])
elseif ARGV[1] == 'put-off' then
  redis.call('ZADD', KEYS[1], 'XX', now + ARGV[3], ARGV[2])
else
  local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[2])
  for _, message in ipairs(due) do
    redis.call('ZADD', KEYS[1], now + ARGV[3], message)
  end
  return due
end
return {}

-- Takes what a bucket holds, up to a number. ARGV: size of the bucket, period ms, most to take. Answers {tokens taken, ms until the next}.
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local size, period, most = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local known = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = size
if known[1] then
  tokens = math.min(size, tonumber(known[1]) + math.max(0, now - tonumber(known[2])) * size / period)
end
local taken = math.min(most, math.floor(tokens))
if taken < 1 then
  return {'0', string.format('%.0f', math.ceil((1 - tokens) * period / size))}
end
redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens - taken), 'at', string.format('%.3f', now))
redis.call('PEXPIRE', KEYS[1], period)
return {string.format('%.0f', taken), '0'}

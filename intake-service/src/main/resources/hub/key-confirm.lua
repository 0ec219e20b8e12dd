-- Notes which notification a key made. PostgreSQL has decided already, so this overwrites any lease. ARGV: notification, fingerprint, lifetime ms.
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'notification', ARGV[1], 'fingerprint', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1

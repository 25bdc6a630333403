/** n8n writes every error that a test provokes to the terminal, past jest's console; see `n8nLogs` for a test that reads it. */
process.env.N8N_LOG_LEVEL = 'silent';

/** Lets n8n log as it does where nothing else is set; to be imported before n8n is. */
process.env.N8N_LOG_LEVEL = 'info';

import './aws/platform-messages.ts';

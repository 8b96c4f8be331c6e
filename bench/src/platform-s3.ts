import './aws/platform-s3.ts';

/** Lists the names of services that credential scopes use. */
import { words } from '../bytes/joined.ts';

/**
 * The names of services in credential scopes, most used first
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html).
 */
export const SIGNING_NAMES: readonly string[] = words(`
  s3 execute-api es aoss lambda dynamodb sqs sns sts iam ec2 appsync bedrock kinesis kinesisvideo firehose ses email
  secretsmanager ssm kms logs monitoring events states ecr ecs eks cloudformation cloudfront route53 glacier
  s3express s3-outposts s3-object-lambda s3tables s3vectors vpc-lattice-svcs vpc-lattice iotdata iotdevicegateway
  iot neptune-db neptune-graph rds rds-db rds-data redshift redshift-data redshift-serverless elasticache memorydb
  kafka kafka-cluster aps grafana athena glue emr elasticmapreduce sagemaker comprehend rekognition textract polly
  transcribe translate lex personalize geo geo-maps geo-places geo-routes cognito-idp cognito-identity cognito-sync
  mobiletargeting mobileanalytics apigateway batch codeartifact codecommit codebuild codedeploy codepipeline backup
  backup-storage ebs elasticfilesystem elasticloadbalancing elasticbeanstalk autoscaling application-autoscaling
  opensearch cloudsearch cloudsearchdomain mediastore mediaconvert medialive mediapackage timestream xray osis
  managedblockchain ProductAdvertisingAPI sdb importexport swf storagegateway datazone q
`);

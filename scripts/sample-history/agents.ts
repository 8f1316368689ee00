/** User agents, in the forms the tools of 2026 send. */

export const agents = {
  cli: 'aws-cli/2.31.18 md/awscrt#0.28.2 ua/2.1 os/linux#6.8.0-1031-aws md/arch#x86_64 lang/python#3.13.7 md/pyimpl#CPython m/E,b,Z cfg/retry-mode#standard md/installer#exe md/prompt#off',
  boto: 'Boto3/1.40.52 md/Botocore#1.40.52 ua/2.1 os/linux#6.1.147-172.266.amzn2023.x86_64 md/arch#x86_64 lang/python#3.12.11 md/pyimpl#CPython m/Z,b,D cfg/retry-mode#legacy Botocore/1.40.52',
  terraform:
    'APN/1.0 HashiCorp/1.0 Terraform/1.13.3 (+https://www.terraform.io) terraform-provider-aws/6.16.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.39.2 ua/2.1 os/linux lang/go#1.24.6 md/GOOS#linux md/GOARCH#amd64',
  javascript: 'aws-sdk-js/3.901.0 ua/2.1 os/linux#6.8.0 lang/js md/nodejs#24.9.0 m/E,n,D',
  java: 'aws-sdk-java/2.34.8 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.147 lang/java#21.0.8 md/OpenJDK_64-Bit_Server_VM#21.0.8+9-LTS md/vendor#Amazon.com_Inc. m/D,N',
  ssmAgent:
    'aws-sdk-go/1.55.5 (go1.23.12; linux; amd64) amazon-ssm-agent/ amazon-ssm-agent/3.3.3050.0',
  ecsAgent: 'aws-sdk-go-v2/1.38.3 ua/2.1 os/linux lang/go#1.24.6 amazon-ecs-agent/1.99.0',
  docker:
    'docker/28.4.0 go/go1.24.7 git-commit/249d679 kernel/6.8.0-1031-aws os/linux arch/amd64 UpstreamClient(Docker-Client/28.4.0 \\(linux\\))',
  grafana: 'Grafana/12.2.0 aws-sdk-go-v2/1.39.2 ua/2.1 os/linux lang/go#1.25.1',
  chrome:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  edge: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
  intruderCli:
    'aws-cli/2.28.2 md/awscrt#0.27.4 ua/2.1 os/linux#6.12.38+kali-amd64 md/arch#x86_64 lang/python#3.13.4 md/pyimpl#CPython m/E,b,Z cfg/retry-mode#standard md/installer#source md/prompt#off',
} as const

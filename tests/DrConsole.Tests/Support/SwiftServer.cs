namespace DrConsole.Tests.Support;

/// <summary>OpenStack Swift's s3api: knows no conditional put, and takes object locks and legal holds without keeping them.</summary>
public sealed class SwiftServer() : S3TestServer("swift.sh", "test:tester", "testing");

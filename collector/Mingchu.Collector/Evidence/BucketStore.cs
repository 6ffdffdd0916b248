using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Mingchu.Collector.Config;

namespace Mingchu.Collector.Evidence;

/// <summary>Files in a bucket of an S3-compatible store: one request a file, asked for in its plainest form, which the stores of all makers know.</summary>
public sealed class BucketStore : IEvidenceStore, IDisposable
{
    private readonly S3Config config;
    private readonly AmazonS3Client client;

    /// <summary>A client of the store; asks it nothing yet.</summary>
    public BucketStore(S3Config config, string secret)
    {
        this.config = config;
        client = new(new BasicAWSCredentials(config.AccessKey, secret), new AmazonS3Config
        {
            ServiceURL = config.Endpoint,
            AuthenticationRegion = config.Region,
            ForcePathStyle = config.PathStyle,
            MaxErrorRetry = 2,
            Timeout = TimeSpan.FromMinutes(2),
            // The library's own sums come in a form that few other stores know; the signature covers the content anyway.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
    }

    /// <inheritdoc/>
    public Task Put(string name, string file, CancellationToken ct) =>
        Ask(() => client.PutObjectAsync(new() { BucketName = config.Bucket, Key = name, FilePath = file, UseChunkEncoding = false }, ct), ct);

    /// <inheritdoc/>
    public async Task<Stream?> Open(string name, CancellationToken ct)
    {
        var length = await Ask<long?>(async () =>
        {
            try
            {
                return (await client.GetObjectMetadataAsync(new() { BucketName = config.Bucket, Key = name }, ct)).ContentLength;
            }
            catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound)
            {
                return null;
            }
        }, ct);
        return length is { } bytes ? new RangedStream(bytes, (from, until) => Read(name, from, bytes, until)) : null;
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private Task<Stream> Read(string name, long from, long length, CancellationToken ct) => Ask(async () =>
        (await client.GetObjectAsync(new() { BucketName = config.Bucket, Key = name, ByteRange = from > 0 ? new ByteRange(from, length - 1) : null }, ct)).ResponseStream, ct);

    private async Task<T> Ask<T>(Func<Task<T>> request, CancellationToken ct)
    {
        try
        {
            return await request();
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is AmazonServiceException or AmazonClientException or HttpRequestException or OperationCanceledException)
        {
            throw new IOException($"bucket '{config.Bucket}' of the evidence store {config.Endpoint} {Trouble(e)}", e);
        }
    }

    private static string Trouble(Exception error) => error switch
    {
        AmazonServiceException { ErrorCode: "InvalidAccessKeyId" or "SignatureDoesNotMatch" } => "refuses the access key or its secret; check Evidence:S3:AccessKey and SecretFile",
        AmazonServiceException { ErrorCode: "NoSuchBucket" } => "is not there; create it, or check Evidence:S3:Bucket",
        AmazonServiceException { StatusCode: HttpStatusCode.Forbidden } => "denies access; the access key must be allowed to list, read and write there",
        AmazonServiceException { StatusCode: not 0 } e => $"answers {(int)e.StatusCode} {e.ErrorCode}: {e.Message}",
        OperationCanceledException => "does not answer in time",
        _ => $"can't be reached: {error.GetBaseException().Message}",
    };
}

import io.minio.DownloadObjectArgs;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectsArgs;
import io.minio.Result;
import io.minio.UploadObjectArgs;
import io.minio.messages.DeleteRequest;
import io.minio.messages.DeleteResult;
import io.minio.messages.Item;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** The MinIO client. A variant is the number of parts that it sends at a time. */
final class MinioPeer extends Peer {
  private static final long STREAM_PART = 10 << 20;

  private final MinioClient client =
      MinioClient.builder()
          .endpoint(ENDPOINT)
          .region(REGION)
          .credentials(ACCESS_KEY, SECRET_KEY)
          .build();
  private final int parallel;

  MinioPeer(String variant) {
    parallel = variant.equals("-") ? 1 : Integer.parseInt(variant);
  }

  @Override
  void upload(String key, Path file) throws Exception {
    UploadObjectArgs.Builder args =
        UploadObjectArgs.builder().bucket(BUCKET).object(key).filename(file.toString());
    client.uploadObject((parallel > 1 ? args.parallelUploads(parallel) : args).build());
  }

  @Override
  void download(String key, Path file) throws Exception {
    client.downloadObject(
        DownloadObjectArgs.builder().bucket(BUCKET).object(key).filename(file.toString()).build());
  }

  @Override
  void uploadStream(String key, InputStream in) throws Exception {
    PutObjectArgs.Builder args =
        PutObjectArgs.builder().bucket(BUCKET).object(key).stream(in, -1L, STREAM_PART);
    client.putObject((parallel > 1 ? args.parallelUploads(parallel) : args).build());
  }

  @Override
  void put(String key, byte[] bytes) throws Exception {
    client.putObject(
        PutObjectArgs.builder().bucket(BUCKET).object(key).data(bytes, bytes.length).build());
  }

  @Override
  byte[] get(String key) throws Exception {
    try (InputStream in =
        client.getObject(GetObjectArgs.builder().bucket(BUCKET).object(key).build())) {
      return in.readAllBytes();
    }
  }

  @Override
  long list(String bucket) throws Exception {
    long count = 0;
    long sum = 0;
    for (Result<Item> result :
        client.listObjects(ListObjectsArgs.builder().bucket(bucket).recursive(true).build())) {
      Item item = result.get();
      count++;
      sum += item.objectName().length() + item.size() + item.lastModified().toEpochSecond();
    }
    return sum == 0 ? 0 : count;
  }

  @Override
  void delete(List<String> keys) throws Exception {
    List<DeleteRequest.Object> objects = keys.stream().map(DeleteRequest.Object::new).toList();
    for (Result<DeleteResult.Error> error :
        client.removeObjects(RemoveObjectsArgs.builder().bucket(BUCKET).objects(objects).build())) {
      throw new IllegalStateException(error.get().toString());
    }
  }
}

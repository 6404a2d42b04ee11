import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerBuilder;
import io.temporal.internal.testservice.TestServicesStarter;

/**
 * The test server with its clock away from the machine's by so many milliseconds: {@code DatedTestServer port shift}.
 * The program of the package takes no date.
 */
public final class DatedTestServer {
  private DatedTestServer() {}

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    long now = System.currentTimeMillis() + Long.parseLong(arguments[1]);
    TestServicesStarter services = new TestServicesStarter(true, now);
    ServerBuilder<?> builder = Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create());
    services.getServices().forEach(builder::addService);
    builder.build().start().awaitTermination();
  }
}

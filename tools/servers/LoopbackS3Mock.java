import com.adobe.testing.s3mock.S3MockApplication;
import org.apache.catalina.connector.Connector;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;

/** Starts S3Mock with all of its connectors on loopback; by itself it opens one on all interfaces. */
class LoopbackS3Mock {
  public static void main(String[] args) {
    SpringApplication mock = new SpringApplication(S3MockApplication.class);
    mock.addInitializers(
        context -> context.getBeanFactory().addBeanPostProcessor(new LoopbackOnly()));
    mock.run(args);
  }

  static final class LoopbackOnly implements BeanPostProcessor {
    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
      if (bean instanceof Connector connector) {
        connector.setProperty("address", "127.0.0.1");
      }
      return bean;
    }
  }
}

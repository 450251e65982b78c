package dev.stowage.oss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.media.Animation;
import dev.stowage.media.AudioCodec;
import dev.stowage.media.AudioConvert;
import dev.stowage.media.AudioSettings;
import dev.stowage.media.Ceiling;
import dev.stowage.media.Concatenate;
import dev.stowage.media.DocumentConvert;
import dev.stowage.media.Frames;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.RawInstruction;
import dev.stowage.media.Scaling;
import dev.stowage.media.Snapshots;
import dev.stowage.media.Sprite;
import dev.stowage.media.TimeSpan;
import dev.stowage.media.Transcode;
import dev.stowage.media.VideoCodec;
import dev.stowage.media.VideoSettings;
import dev.stowage.media.WatermarkDecode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** OSSA-STYLE-*: requests as styles, byte for byte, and what is refused before it is sent. */
class OssStyleTest {
  private static final MediaBlob IN = MediaBlob.of("in.mp4");
  private static final MediaBlob OUT = MediaBlob.of("out.mp4");

  private static void refused(String words, MediaRequest request) {
    String problem = StyleLimits.problem(request).orElse("nothing");
    assertTrue(problem.contains(words), problem);
  }

  private static void invalid(String words, Executable building) {
    StorageException failure = assertThrows(StorageException.class, building);
    assertEquals(ErrorCode.INVALID_ARGUMENT, failure.code());
    assertTrue(failure.toString().contains(words), failure.toString());
  }

  @Test
  void styleDoc() {
    MediaBlob doc = MediaBlob.of("in.docx");
    assertEquals(
        "doc/convert,target_png,source_docx",
        OssStyles.of(
            DocumentConvert.builder(doc, MediaBlob.of("{index}.png"), "png")
                .sourceFormat("docx")
                .build()));
    assertEquals(
        "doc/convert,target_pdf,pages_MSwyLDQtMTA",
        OssStyles.of(
            DocumentConvert.builder(doc, MediaBlob.of("out.pdf"), "pdf")
                .pages("1,2,4-10")
                .build()));
    refused(
        "make docx of a document",
        DocumentConvert.builder(doc, MediaBlob.of("out.docx"), "docx").build());
    refused(
        "read documents of the format tex",
        DocumentConvert.builder(doc, OUT, "pdf").sourceFormat("tex").build());
    refused(
        "text of xlsx",
        DocumentConvert.builder(MediaBlob.of("a.xlsx"), MediaBlob.of("a.txt"), "txt").build());
  }

  @Test
  void t19_documentToPictures_needsTheIndex() {
    invalid(
        "{index}",
        () ->
            DocumentConvert.builder(MediaBlob.of("in.docx"), MediaBlob.of("o.png"), "png").build());
  }

  @Test
  void styleVconv() {
    VideoSettings video =
        VideoSettings.builder(VideoCodec.H264)
            .frameRate(25, Ceiling.KEEP_SOURCE)
            .scaling(Scaling.pixels(1280, 720).withFit(Scaling.Fit.CROP), Ceiling.FAIL)
            .pixelFormat("yuv420p")
            .autoRotate(true)
            .keyFrameInterval(250)
            .bitRate(1_000_000)
            .maxBitRate(2_000_000)
            .bufferSize(4_000_000)
            .build();
    AudioSettings sound =
        AudioSettings.builder(AudioCodec.AAC)
            .sampleRate(48_000)
            .channels(2)
            .bitRate(96_000)
            .build();
    assertEquals(
        "video/convert,ss_1000,t_60000,f_mp4,vcodec_h264,fps_25,fpsopt_1,pixfmt_yuv420p,s_1280x720,"
            + "sopt_2,scaletype_crop,arotate_1,g_250,vb_1000000,maxrate_2000000,bufsize_4000000,"
            + "acodec_aac,ar_48000,ac_2,ab_96000,sn_1",
        OssStyles.of(
            Transcode.builder(IN, OUT, "mp4")
                .span(TimeSpan.of(Duration.ofSeconds(1), Duration.ofMinutes(1)))
                .video(video)
                .audio(sound)
                .withoutSubtitles(true)
                .build()));
    assertEquals(
        "video/convert,f_mp3,vn_1,acodec_mp3",
        OssStyles.of(
            Transcode.builder(IN, MediaBlob.of("o.mp3"), "mp3")
                .withoutVideo(true)
                .audio(AudioSettings.builder(AudioCodec.MP3).build())
                .build()));
    assertEquals(
        "video/convert,f_mkv,vcodec_copy,an_1",
        OssStyles.of(
            Transcode.builder(IN, MediaBlob.of("o.mkv"), "mkv")
                .video(VideoSettings.copy())
                .withoutAudio(true)
                .build()));
    refused("make the format wmv", silent("wmv", VideoSettings.copy()));
    refused("AV1", silent("mp4", VideoSettings.builder(VideoCodec.AV1).build()));
    refused(
        "odd width",
        silent(
            "mp4",
            VideoSettings.builder(VideoCodec.H264).scaling(Scaling.pixels(641, 360)).build()));
    refused(
        "both its width and its height",
        silent("mp4", VideoSettings.builder(VideoCodec.H264).scaling(Scaling.width(640)).build()));
    refused(
        "bit rate of 500",
        silent("mp4", VideoSettings.builder(VideoCodec.H264).bitRate(500).build()));
  }

  private static Transcode silent(String format, VideoSettings video) {
    return Transcode.builder(IN, OUT, format).video(video).withoutAudio(true).build();
  }

  @Test
  void t19_transcodingWithoutACodec_isRefused() {
    invalid("video(", () -> Transcode.builder(IN, OUT, "mp4").withoutAudio(true).build());
    invalid(
        "left out",
        () -> Transcode.builder(IN, OUT, "mp4").withoutVideo(true).withoutAudio(true).build());
  }

  @Test
  void styleAnim() {
    assertEquals(
        "video/animation,f_gif,ss_2000,num_10,inter_500,fps_5,w_320,h_240,scaletype_fill",
        OssStyles.of(
            Animation.builder(IN, MediaBlob.of("o.gif"), "gif")
                .frames(
                    Frames.every(Duration.ofMillis(500))
                        .withStart(Duration.ofSeconds(2))
                        .withCount(10))
                .frameRate(5)
                .scaling(Scaling.pixels(320, 240).withFit(Scaling.Fit.FILL))
                .build()));
    refused("moving png", Animation.builder(IN, MediaBlob.of("o.png"), "png").build());
    refused(
        "width of frames of 16",
        Animation.builder(IN, MediaBlob.of("o.gif"), "gif").scaling(Scaling.width(16)).build());
  }

  @Test
  void styleSnap() {
    MediaBlob out = MediaBlob.of("frame");
    assertEquals(
        "video/snapshots,f_jpg,ss_1000,num_8,inter_10000,pw_50,ph_50",
        OssStyles.of(
            Snapshots.builder(IN, out, "jpg")
                .frames(
                    Frames.every(Duration.ofSeconds(10))
                        .withStart(Duration.ofSeconds(1))
                        .withCount(8))
                .scaling(Scaling.percent(50, 50))
                .build()));
    assertEquals(
        "video/snapshots,f_png,m_dhash,thr_20",
        OssStyles.of(Snapshots.builder(IN, out, "png").frames(Frames.scenes(20)).build()));
    assertEquals(
        "video/snapshots,f_png,m_key",
        OssStyles.of(Snapshots.builder(IN, out, "png").frames(Frames.keyFrames()).build()));
    refused("pictures of webp", Snapshots.builder(IN, out, "webp").frames(Frames.all()).build());
  }

  @Test
  void t19_snapshotsWithAnExtension_areRefused() {
    invalid(
        "leave the extension out",
        () ->
            Snapshots.builder(IN, MediaBlob.of("frame.jpg"), "jpg")
                .frames(Frames.keyFrames())
                .build());
  }

  @Test
  void styleSprite() {
    MediaBlob out = MediaBlob.of("o.jpg");
    assertEquals(
        "video/sprite,f_jpg,m_avg,num_100,sw_160,sh_90,tw_10,th_10,pad_0,margin_1",
        OssStyles.of(
            Sprite.builder(IN, out, "jpg")
                .frames(Frames.spread(100))
                .scaling(Scaling.pixels(160, 90))
                .columns(10)
                .rows(10)
                .padding(0)
                .margin(1)
                .build()));
    invalid("", () -> Sprite.builder(IN, out, "jpg").columns(10).rows(10).build());
    refused(
        "number of columns of 101",
        Sprite.builder(IN, out, "jpg").frames(Frames.spread(4)).columns(101).rows(1).build());
  }

  @Test
  void styleConcat() {
    assertEquals(
        "video/concat,f_mp4,vcodec_h264,fps_25,vb_1000000,acodec_aac,ar_48000,ac_2,ab_96000,align_1"
            + "/sur,o_Yi5tcDQ,ss_1000,t_2000/sur,o_Yy5tcDQ",
        OssStyles.of(
            Concatenate.builder(OUT, "mp4")
                .segment(IN)
                .segment(
                    MediaBlob.of("b.mp4"),
                    TimeSpan.of(Duration.ofSeconds(1), Duration.ofSeconds(2)))
                .segment(MediaBlob.of("c.mp4"))
                .video(
                    VideoSettings.builder(VideoCodec.H264).frameRate(25).bitRate(1_000_000).build())
                .audio(
                    AudioSettings.builder(AudioCodec.AAC)
                        .sampleRate(48_000)
                        .channels(2)
                        .bitRate(96_000)
                        .build())
                .reference(1)
                .build()));
    Concatenate.Builder many = Concatenate.builder(OUT, "mp4");
    for (int i = 0; i < 12; i++) {
      many.segment(MediaBlob.of(i + ".mp4"));
    }
    refused("12 recordings", many.video(VideoSettings.copy()).audio(AudioSettings.copy()).build());
    refused(
        "different buckets",
        Concatenate.builder(OUT, "mp4")
            .segment(MediaBlob.of("one", "a.mp4"))
            .segment(MediaBlob.of("two", "b.mp4"))
            .video(VideoSettings.copy())
            .audio(AudioSettings.copy())
            .build());
  }

  @Test
  void styleAconv() {
    MediaBlob out = MediaBlob.of("o.aac");
    assertEquals(
        "audio/convert,ss_10000,t_60000,f_aac,ab_96000",
        OssStyles.of(
            AudioConvert.builder(IN, out, "aac")
                .span(TimeSpan.of(Duration.ofSeconds(10), Duration.ofSeconds(60)))
                .audio(AudioSettings.builder().bitRate(96_000).build())
                .build()));
    refused(
        "channels for mp3 of 6",
        AudioConvert.builder(IN, out, "mp3")
            .audio(AudioSettings.builder().channels(6).build())
            .build());
    refused(
        "flac of 16 or 24",
        AudioConvert.builder(IN, out, "mp3")
            .audio(AudioSettings.builder().bitDepth(16).build())
            .build());
    refused(
        "put opus into mp3",
        AudioConvert.builder(IN, out, "mp3")
            .audio(AudioSettings.builder(AudioCodec.OPUS).build())
            .build());
    refused(
        "encode sound at 44000",
        AudioConvert.builder(IN, out, "aac")
            .audio(AudioSettings.builder().sampleRate(44_000).build())
            .build());
  }

  @Test
  void styleAconcat() {
    assertEquals(
        "audio/concat,f_mp3,ac_2,ab_96000/sur,o_Yi5tcDM",
        OssStyles.of(
            Concatenate.builder(MediaBlob.of("o.mp3"), "mp3")
                .segment(MediaBlob.of("a.mp3"))
                .segment(MediaBlob.of("b.mp3"))
                .audio(AudioSettings.builder().channels(2).bitRate(96_000).build())
                .build()));
  }

  @Test
  void styleWmdec() {
    assertEquals("image/deblindwatermark,t_text", OssStyles.of(WatermarkDecode.of(IN)));
    assertEquals(
        "image/deblindwatermark,s_high,t_text",
        OssStyles.of(WatermarkDecode.of(IN).withStrength(WatermarkDecode.Strength.HIGH)));
  }

  @Test
  void styleWmenc() {
    MediaBlob out = MediaBlob.of("o.png");
    WatermarkEncode encode =
        WatermarkEncode.of(IN, out, "a>>b??c")
            .withStrength(WatermarkDecode.Strength.LOW)
            .withQuality(90);
    assertEquals(
        "image/blindwatermark,content_YT4-Yj8_Yw,s_low,q_90", OssStyles.of(encode.request()));
    invalid("256", () -> WatermarkEncode.of(IN, out, "x".repeat(257)));
    invalid("70 to 100", () -> WatermarkEncode.of(IN, out, "x").withQuality(69));
  }

  @Test
  void ossa8_oneOperation_andOneTarget() {
    refused(
        "two places", RawInstruction.of(IN, "video/convert,f_mp4|sys/saveas,o_YQ").withOutput(OUT));
  }

  @Test
  void ossa9_rawStyle_isPassedOnUnchanged() {
    String future = "video/hologram,q_99,x_y+z=%2F";
    assertEquals(future, OssStyles.of(RawInstruction.of(IN, future)));
  }
}

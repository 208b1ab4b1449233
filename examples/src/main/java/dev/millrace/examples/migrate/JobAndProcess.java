package dev.millrace.examples.migrate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Step 2: the job is a value, what is done with it a function, and adding up comes after. Still a loop; nothing can have broken but the cut. */
final class JobAndProcess implements Step {
    @Override
    public String title() {
        return "job and process, apart";
    }

    @Override
    public long total(Shop shop) throws IOException, InterruptedException {
        List<Long> costs = new ArrayList<>();
        for (Order order : shop.orders()) {
            costs.add(shop.process(order));
        }
        return costs.stream().mapToLong(Long::longValue).sum();
    }
}

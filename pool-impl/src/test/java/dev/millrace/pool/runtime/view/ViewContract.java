package dev.millrace.pool.runtime.view;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.PoolExecutorService;
import dev.millrace.pool.runtime.contract.Contract;

/** Tests of the view alone: each is ended after the test, and every job of it must then be accounted for. */
abstract class ViewContract extends Contract {

    final PoolExecutorService opened(PoolExecutorService view) {
        return opened(view, ViewSubject::account);
    }

    static DrainReport assertAccounted(PoolExecutorService view) {
        return ViewSubject.account(view);
    }
}

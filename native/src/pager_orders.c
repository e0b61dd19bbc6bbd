#include "pager_orders.h"

#include "die.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

bool hear_orders(struct book *book) {
    static const char FILL[] = "fill\n";
    size_t room = sizeof FILL - 1 - book->order_length;
    ssize_t count = read(STDIN_FILENO, book->order + book->order_length, room);
    if (count == -1 && errno == EINTR)
        return true;
    book->order_length += check_size(count, "read stdin");
    if (memcmp(book->order, FILL, book->order_length) != 0)
        die("the line on stdin is not 'fill'");
    if (book->order_length == sizeof FILL - 1) {
        book->fill_ordered = true;
        book->order_length = 0;
    }
    return count > 0 || book->fill_ordered;
}

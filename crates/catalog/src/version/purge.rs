//! Use case: a version's content is removed by decision; its page keeps hash, date and ground.

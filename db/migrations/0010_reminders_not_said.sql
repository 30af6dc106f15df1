-- A reminder that was held up until nobody was to hear it any more was not said.
grant update, delete on reminder to api_review_app;

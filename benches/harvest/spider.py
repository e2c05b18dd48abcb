"""Scrapy on the bench's site: fetch and CSS extraction into SQLite, without delays."""

import sqlite3

import scrapy


class PracticesSpider(scrapy.Spider):
    name = "practices"
    custom_settings = {
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "DOWNLOAD_DELAY": 0,
        "ROBOTSTXT_OBEY": True,
        "TELNETCONSOLE_ENABLED": False,
    }

    def __init__(self, start, database, **kwargs):
        super().__init__(**kwargs)
        self.start_urls = [start]
        self.connection = sqlite3.connect(database)
        self.connection.execute("create table page (url text primary key, title text, city text, years text, body text)")
        self.stored = 0

    def parse(self, response):
        for href in response.css(".card a::attr(href)").getall():
            yield response.follow(href, self.parse_practice)
        following = response.css("a[rel=next]::attr(href)").get()
        if following:
            yield response.follow(following, self.parse)

    def parse_practice(self, response):
        row = (
            response.url,
            response.css("h1::text, title::text").get(),
            response.css(".city::text").get(),
            response.css(".years::text").get(),
            " ".join(response.css(".body ::text, body ::text").getall()),
        )
        self.connection.execute("insert or replace into page values (?, ?, ?, ?, ?)", row)
        self.stored += 1
        if self.stored % 50 == 0:
            self.connection.commit()

    def closed(self, reason):
        self.connection.commit()
        self.connection.close()

namespace {
int run_gum(const Loaded&, const std::vector<std::string>&) { return 0; }
int run_link(const Loaded&, const std::vector<std::string>&) { return 0; }
int run_geo(const Loaded&, const std::vector<std::string>&) { return 0; }

// Megabytes of plain text through the stage alone (words, tags and trees made before).
int run_speed(const Loaded& l, const std::vector<std::string>& files) {
  LanguageScratch scratch;
  std::vector<Document> documents;
  size_t words = 0;
  for (const std::string& path : files) {
    Document d;
    d.text.content = read_file(path);
    d.tokens = segment(d.text);
    if (l.language && l.model) analyze_language(d.text, d.tokens, *l.language, scratch, d.tags, d.trees, d.names);
    words += d.tokens.size();
    documents.push_back(std::move(d));
  }
  size_t mentions = 0;
  double best = 1e9;
  for (int round = 0; round < 5; ++round) {
    mentions = 0;
    auto start = std::chrono::steady_clock::now();
    for (const Document& d : documents)
      mentions += find_entities(d.text, d.tokens, d.tags, d.trees, d.names, *l.gazetteer, l.places).mentions.size();
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  std::printf("%zu documents, %zu words, %zu mentions: %.2f M words/s (best of 5)\n", documents.size(), words, mentions, static_cast<double>(words) / best / 1e6);
  return 0;
}
}  // namespace
